import { randomBytes } from 'node:crypto';
import { env, l10n, Uri, type Webview } from 'vscode';

/** The page around the map: what it is narrowed by above, the picture below. Nothing in it comes from a network. */
export function mapPage(webview: Webview, extension: Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const of = (name: string) => webview.asWebviewUri(Uri.joinPath(extension, 'dist', name)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource} 'unsafe-inline'; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="${env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${of('map.css')}">
</head>
<body>
<header>
<label>${l10n.t('By')} <select id="by"><option value="namespace">${l10n.t('namespace')}</option><option value="application">${l10n.t('application')}</option></select></label>
<select id="group" aria-label="${l10n.t('What to show')}"><option value="">${l10n.t('all')}</option></select>
<input id="filter" type="search" placeholder="${l10n.t('Find by name')}" aria-label="${l10n.t('Find by name')}">
<button id="smaller" title="${l10n.t('Smaller')} (-)" aria-label="${l10n.t('Smaller')}">−</button>
<button id="larger" title="${l10n.t('Larger')} (+)" aria-label="${l10n.t('Larger')}">+</button>
<button id="fit" title="${l10n.t('Fit')} (0)">${l10n.t('Fit')}</button>
<button id="export">${l10n.t('Export …')}</button>
<span id="summary" role="status"></span>
</header>
<main id="picture" tabindex="-1" aria-label="${l10n.t('Map of the Workspace')}"></main>
<script nonce="${nonce}" src="${of('map.js')}"></script>
</body>
</html>`;
}
