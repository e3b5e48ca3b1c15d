import { type DocumentDiagnosticReport, DocumentDiagnosticReportKind } from 'vscode-languageserver';
import type { Session } from './session';
import { pathOf, uriOf } from './uri';

/** How long typing must pause before a client that cannot pull is told, in milliseconds. */
const PAUSE = 150;

/** Diagnostics: pulled by the client, or pushed where it cannot pull; never both. */
export class Diagnostics {
  readonly #session: Session;
  #timer: NodeJS.Timeout | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  get isPulled(): boolean {
    return this.#session.capabilities.textDocument?.diagnostic !== undefined;
  }

  /** Answers a pull. */
  pull(uri: string, previous: string | undefined): DocumentDiagnosticReport {
    const items = this.#items(pathOf(uri));
    const resultId = fingerprint(JSON.stringify(items));
    return resultId === previous ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId } : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }

  /** Something changed that the client does not see: files on the disk, settings, the end of reading. */
  refresh(): void {
    if (!this.isPulled) this.changed();
    else if (this.#session.capabilities.workspace?.diagnostics?.refreshSupport) this.#session.connection.languages.diagnostics.refresh();
  }

  /** A text changed: a client that cannot pull is told after a pause. */
  changed(): void {
    if (this.isPulled) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#push(), PAUSE);
  }

  closed(uri: string): void {
    if (!this.isPulled) void this.#session.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  #push(): void {
    for (const file of this.#session.workspace.openFiles) void this.#session.connection.sendDiagnostics({ uri: uriOf(file), diagnostics: this.#items(file) });
  }

  #items(file: string) {
    const converter = this.#session.converterFor(file);
    return this.#session.reportsOf(file).map((report) => converter.diagnostic(report));
  }
}

/** A short text that differs where the items differ (FNV-1a; a rare collision means one stale squiggle until the next edit). */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return `${(hash >>> 0).toString(36)}-${text.length.toString(36)}`;
}
