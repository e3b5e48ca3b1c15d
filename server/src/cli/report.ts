import type { Report } from '../engine/report';
import type { KubernetesRange } from '../model/kubernetes-range';
import type { Severity } from '../rules/rule';
import type { Edit } from '../text/edit';
import { plainText } from '../text/edit';
import { LineIndex } from '../text/line-index';
import { type Message, render, type Translate } from '../text/message';
import { relativePath } from '../text/path';
import type { Span } from '../text/span';
import type { Loaded } from '../workspace/load';

/** Lines and characters count from 0. */
export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** A report ready to be shown: said in the user's language, with lines instead of offsets. */
export interface ShownFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly stage: string;
  readonly message: string;
  /** What kubectl or docker shows, where that is not what the rule's page quotes first. */
  readonly seen?: string;
  /** Relative to the checked folder. */
  readonly file: string;
  readonly range: Range;
  readonly related: readonly { readonly file: string; readonly range: Range; readonly message: string }[];
  readonly fixes: readonly ShownFix[];
}

export interface ShownFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly { readonly file: string; readonly range: Range; readonly newText: string }[];
}

/** Everything that a report format may want to print. */
export interface CheckResult {
  readonly kubernetes: KubernetesRange;
  readonly files: number;
  readonly documents: number;
  readonly findings: readonly ShownFinding[];
  /** How many files were mended before. */
  readonly mended: number;
  /** The text of a file by the name it has in `findings`. */
  readonly textOf: (file: string) => string;
}

/** Turns reports into what is shown. */
export class Presenter {
  readonly #loaded: Loaded;
  readonly #translate: Translate | undefined;
  readonly #lines = new Map<string, LineIndex>();

  constructor(loaded: Loaded, translate: Translate | undefined) {
    this.#loaded = loaded;
    this.#translate = translate;
  }

  finding({ rule, severity, message, seen, at, related, fixes }: Report): ShownFinding {
    return {
      rule: rule.id,
      severity,
      stage: rule.stage,
      message: this.say(message),
      ...(seen !== undefined && { seen }),
      ...this.place(at),
      related: related.map((other) => ({ ...this.place(other.at), message: this.say(other.message) })),
      fixes: fixes.map(({ title, safe, edits }) => ({ title: this.say(title), safe, edits: edits.map((edit) => this.#edit(edit)) })),
    };
  }

  say(message: Message): string {
    return render(message, this.#translate);
  }

  /** A path as reports show it. */
  relative(file: string): string {
    return relativePath(this.#loaded.base, file);
  }

  #edit(edit: Edit) {
    return { ...this.place(edit.at), newText: plainText(edit) };
  }

  /** A span as reports show it. */
  place({ file, start, end }: Span): { file: string; range: Range } {
    const lines = this.#lines.get(file) ?? new LineIndex(this.#loaded.analysis.textOf(file) ?? '');
    this.#lines.set(file, lines);
    return { file: this.relative(file), range: { start: lines.position(start), end: lines.position(end) } };
  }
}
