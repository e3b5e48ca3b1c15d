import { type CodeLens, type CodeLensParams, CodeLensRefreshRequest } from 'vscode-languageserver';
import { codeLenses, type LensData, resolveLens } from './code-lens';
import type { Session } from './session';
import { pathOf } from './uri';

/** How long typing must pause before the lenses of other documents are compared with what was answered, in milliseconds. */
const PAUSE = 300;

/** What was answered for a document, as texts to compare. */
interface Shown {
  readonly params: CodeLensParams;
  readonly version: number | undefined;
  readonly lenses: string;
  /** By lens, what it became when it came into view. */
  readonly resolved: Map<string, string>;
}

/**
 * Answers for lenses and remembers the answers. A client asks anew for the document that somebody types in; that the
 * lenses of another one would now say something else it must be told, and is told once, after a pause.
 */
export class ShownLenses {
  readonly #session: Session;
  readonly #shown = new Map<string, Shown>();
  #timer: NodeJS.Timeout | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  answer(params: CodeLensParams): CodeLens[] {
    const file = pathOf(params.textDocument.uri);
    const lenses = codeLenses(this.#session, params);
    this.#shown.set(file, { params, version: this.#versionOf(file), lenses: JSON.stringify(lenses), resolved: new Map() });
    return lenses;
  }

  resolve(lens: CodeLens): CodeLens {
    const resolved = resolveLens(this.#session, lens);
    this.#shown.get((lens.data as LensData | undefined)?.file ?? '')?.resolved.set(JSON.stringify(lens), JSON.stringify(resolved));
    return resolved;
  }

  /** Everything that is shown may be something else now. */
  refresh(): void {
    if (!this.#session.capabilities.workspace?.codeLens?.refreshSupport) return;
    clearTimeout(this.#timer);
    // The client asks anew for what is seen; what is not asked for is seen no more.
    this.#shown.clear();
    this.#session.connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
  }

  /** A text changed. */
  changed(): void {
    if (!this.#session.capabilities.workspace?.codeLens?.refreshSupport) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#compare(), PAUSE);
  }

  closed(uri: string): void {
    this.#shown.delete(pathOf(uri));
  }

  #compare(): void {
    if ([...this.#shown].some(([file, shown]) => this.#versionOf(file) === shown.version && this.#isDifferent(shown))) this.refresh();
  }

  #isDifferent({ params, lenses, resolved }: Shown): boolean {
    if (JSON.stringify(codeLenses(this.#session, params)) !== lenses) return true;
    return [...resolved].some(([lens, answer]) => JSON.stringify(resolveLens(this.#session, JSON.parse(lens))) !== answer);
  }

  #versionOf(file: string): number | undefined {
    return this.#session.documents.get(file)?.version;
  }
}
