import type { Located, Span } from '../text/span';

/** A Dockerfile as BuildKit's parser sees it, with the place of everything. Spans are offsets of the file. */
export interface Dockerfile {
  readonly file: string;
  readonly text: string;
  /** The character that continues lines and escapes: a backslash, or a backtick by `# escape=`. */
  readonly escape: '\\' | '`';
  readonly directives: readonly Directive[];
  /** Whole-line comments, in file order; directives are not among them. */
  readonly comments: readonly Located<string>[];
  readonly instructions: readonly Instruction[];
  readonly stages: readonly Stage[];
  /** `ARG`s before the first `FROM`: the only ones that `FROM` lines may use. */
  readonly globalArguments: readonly Assignment[];
  readonly problems: readonly DockerfileProblem[];
  /** A template that some other tool turns into a Dockerfile (`{{ }}`, `{% %}`, `<% %>`, `%%X%%`): its text is not what Docker reads. */
  readonly templated: boolean;
}

/** A parser directive at the top of the file, such as `# syntax=docker/dockerfile:1`. */
export interface Directive {
  readonly name: string;
  readonly value: Located<string>;
  readonly at: Span;
}

export interface Instruction {
  /** Upper case, whatever is written. */
  readonly keyword: string;
  readonly keywordAt: Span;
  /** From the keyword to the end of the last line, heredocs included, without the line break. */
  readonly at: Span;
  /** The keyword's line up to the end of the instruction's own text, without heredoc bodies. */
  readonly flags: readonly Flag[];
  /** What follows the flags, split at blanks outside quotes; quotes and escapes are resolved in `value`. */
  readonly words: readonly Word[];
  /** What follows the flags, in one line; `at` covers it as written. */
  readonly rest: Located<string>;
  /** The arguments of the exec form; undefined in shell form (also where the brackets hold no valid JSON). */
  readonly json: readonly Located<string>[] | undefined;
  readonly heredocs: readonly Heredoc[];
  /** Of `ONBUILD`: the instruction that it stores. */
  readonly trigger: Instruction | undefined;
  /** `KEY=value` pairs of ARG, ENV and LABEL. */
  readonly assignments: readonly Assignment[];
  /** Of ENV and LABEL: written as `ENV key value`, the form without `=`. */
  readonly legacy: boolean;
  /** Empty lines inside the instruction's continuation, which BuildKit warns of. */
  readonly gaps: readonly Span[];
  /** Place of `from..to` of `rest.value` in the file. */
  readonly spanOfRest: (from: number, to: number) => Span;
}

export interface Flag {
  readonly name: string;
  readonly value: Located<string> | undefined;
  readonly at: Span;
}

export interface Word extends Located<string> {
  /** As written, quotes and escapes included. */
  readonly source: string;
}

export interface Assignment {
  readonly name: Located<string>;
  /** Undefined for an `ARG` without default. */
  readonly value: Word | undefined;
}

export interface Heredoc {
  readonly name: string;
  /** The `<<EOF` in the instruction. */
  readonly at: Span;
  readonly body: Located<string>;
  /** Variables in the body are expanded (the delimiter is not quoted). */
  readonly expands: boolean;
}

export interface Stage {
  readonly index: number;
  /** Lower case, as Docker compares it; `at` is where it is written. */
  readonly name: Located<string> | undefined;
  readonly from: Instruction;
  /** The image or stage that it builds on, as written. */
  readonly base: Located<string>;
  /** The same with the values of global ARGs put in; undefined where one has no default, and where Docker refuses the line. */
  readonly baseName: string | undefined;
  /** Where the base is an earlier stage: that stage. */
  readonly baseStage: Stage | undefined;
  readonly platform: Located<string> | undefined;
  /** Everything below its FROM up to the next one. */
  readonly instructions: readonly Instruction[];
}

/** A Dockerfile that BuildKit's parser refuses before it looks at any instruction's meaning. */
export interface DockerfileProblem {
  readonly kind: 'no-instruction' | 'unknown-instruction' | 'no-from' | 'no-stage' | 'unterminated-heredoc';
  readonly at: Span;
  readonly text: string;
}
