import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Range,
  type SnippetTextEdit,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Report } from '../engine/report';
import type { Severity } from '../rules/rule';
import { type Edit, plainText } from '../text/edit';
import { LineIndex } from '../text/line-index';
import { type Message, render, type Translate } from '../text/message';
import type { Span } from '../text/span';
import { uriOf } from './uri';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What a client can take, and how it is spoken to. */
export interface Manner {
  readonly translate: Translate | undefined;
  readonly snippetEdits: boolean;
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  /** The link behind a diagnostic's code. */
  readonly pageUrl: (rule: string) => string;
}

/** Turns places, reports and edits of one moment into what the protocol says. */
export class Converter {
  readonly #textOf: (file: string) => string | undefined;
  readonly #manner: Manner;
  readonly #versions: (file: string) => number | null;
  readonly #lines = new Map<string, LineIndex>();

  constructor(textOf: (file: string) => string | undefined, manner: Manner, versions: (file: string) => number | null) {
    this.#textOf = textOf;
    this.#manner = manner;
    this.#versions = versions;
  }

  say(message: Message): string {
    return render(message, this.#manner.translate);
  }

  range({ file, start, end }: Span): Range {
    const lines = this.lines(file);
    return { start: lines.position(start), end: lines.position(end) };
  }

  lines(file: string): LineIndex {
    const lines = this.#lines.get(file) ?? new LineIndex(this.#textOf(file) ?? '');
    this.#lines.set(file, lines);
    return lines;
  }

  diagnostic({ rule, severity, at, message, related, tag }: Report): Diagnostic {
    return {
      range: this.range(at),
      severity: SEVERITIES[severity],
      source: 'seaworthy',
      code: rule.id,
      codeDescription: { href: this.#manner.pageUrl(rule.id) },
      message: this.say(message),
      ...(tag && { tags: [tag === 'deprecated' ? DiagnosticTag.Deprecated : DiagnosticTag.Unnecessary] }),
      ...(related.length > 0 && {
        relatedInformation: related.map((other) => ({
          location: { uri: uriOf(other.at.file), range: this.range(other.at) },
          message: this.say(other.message),
        })),
      }),
    };
  }

  /** One change for all edits; files that do not exist yet are made. */
  workspaceEdit(edits: readonly Edit[]): WorkspaceEdit {
    const files = [...new Set(edits.map(({ at }) => at.file))];
    const of = (file: string) => edits.filter(({ at }) => at.file === file);
    if (!this.#manner.documentChanges) return { changes: Object.fromEntries(files.map((file) => [uriOf(file), of(file).map((edit) => this.#textEdit(edit))])) };
    return {
      documentChanges: files.flatMap((file) => {
        const textDocument = { uri: uriOf(file), version: this.#versions(file) };
        const change: TextDocumentEdit = {
          textDocument,
          edits: of(file).map((edit) => (edit.snippet && this.#manner.snippetEdits ? this.#snippetEdit(edit) : this.#textEdit(edit))),
        };
        const isNew = this.#textOf(file) === undefined;
        return isNew && this.#manner.createFiles ? [{ kind: 'create' as const, uri: textDocument.uri, options: { ignoreIfExists: true } }, change] : [change];
      }),
    };
  }

  #textEdit(edit: Edit): TextEdit {
    return { range: this.range(edit.at), newText: plainText(edit) };
  }

  #snippetEdit(edit: Edit): SnippetTextEdit {
    return { range: this.range(edit.at), snippet: { kind: 'snippet', value: edit.text } };
  }
}
