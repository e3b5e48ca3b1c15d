// What of other people's work is in the bundles, and under which licence. Used by the build and by a test.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Packages whose files are copied as they are: the Go grammar and what runs it. */
const COPIED = ['@vscode/tree-sitter-wasm', 'web-tree-sitter'];

/** The npm packages that esbuild put into bundles, by name, in order. */
export function bundledPackages(metafiles) {
  const names = new Set(COPIED);
  for (const { inputs } of metafiles) {
    for (const input of Object.keys(inputs)) {
      const found = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
      if (found !== undefined) names.add(found);
    }
  }
  return [...names].sort();
}

/** The licences of packages, one after the other, as their terms ask for. */
export function licenceTexts(root, packages) {
  return packages
    .map((name) => {
      const folder = join(root, 'node_modules', name);
      const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((one) => /^licen[cs]e(?:\.\w+)?$/i.test(one));
      const text = file === undefined || !existsSync(join(folder, file)) ? '' : readFileSync(join(folder, file), 'utf8').trim();
      return `${name} ${version} (${license})\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
