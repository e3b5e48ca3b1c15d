import { resolvePath } from '../../text/path';
import type { Span } from '../../text/span';
import type { Makefile, MakeRule, MakeText, MakeVariable } from './makefile';

/** A call of make. */
export interface MakeCall {
  /** Variables on the command line, which win over those of the Makefile. */
  readonly given: ReadonlyMap<string, string>;
  /** Empty for the first target of the Makefile. */
  readonly targets: readonly string[];
  /** Where it runs. */
  readonly directory: string;
  /** What the environment holds; undefined for a value that is not known. */
  readonly environment: ReadonlyMap<string, string | undefined>;
  /** Names that are set in front of it. */
  readonly assigned: ReadonlySet<string>;
  /** Nothing is in the environment but that. */
  readonly settled: boolean;
}

/** A piece of a script, and where it comes from: of the same length where it is written just so. */
export interface ScriptPiece {
  readonly text: string;
  readonly at: Span | undefined;
}

/** What a shell puts for what nobody knows. */
const UNKNOWN = '$(unknown)';
/** Targets that need targets, variables that hold variables. */
const MAX_STEPS = 12;
/** Variables of the environment that change what `go build` makes. */
const FOR_GO = ['CGO_ENABLED', 'GOOS', 'GOARCH', 'GOFLAGS', 'GOBIN', 'GOPATH', 'CC'];

/** The commands that a call of make runs, as one script; undefined where that is not certain. */
export function scriptOf(makefile: Makefile, call: MakeCall): { readonly pieces: readonly ScriptPiece[] } | undefined {
  const first = makefile.rules.find(({ target }) => !target.startsWith('.') && !/[%$]/.test(target));
  const pieces: ScriptPiece[] = [];
  const done = new Set<string>();
  const exported = new Set<string>();
  const targets = call.targets.length > 0 ? call.targets : first ? [first.target] : [];
  const isCertain = targets.every((target) => runTarget(target, 0, true));
  return isCertain && targets.length > 0 ? { pieces } : undefined;

  function runTarget(target: string, steps: number, isAsked: boolean): boolean {
    if (done.has(target) || steps > MAX_STEPS) return steps <= MAX_STEPS;
    done.add(target);
    const rule = makefile.rules.find((one) => one.target === target);
    // A file that is there already, or one that a pattern makes.
    if (!rule) return !isAsked;
    if (rule.unclear) return false;
    if (!rule.needs.every((need) => runTarget(need, steps + 1, false))) return false;
    const own = new Variables(makefile, call, rule);
    for (const line of rule.recipe) if (!runLine(line, own, steps)) return false;
    return true;
  }

  function runLine(line: MakeText, variables: Variables, steps: number): boolean {
    const start = /^[ \t@+-]*/.exec(line.text)?.[0].length ?? 0;
    const command = { text: line.text.slice(start), start: line.start + start };
    const expanded = variables.expand(command, 0);
    const text = expanded.map((piece) => piece.text).join('');
    const again = /^(?:\$\(MAKE\)|\$\{MAKE\}|make)((?:[ \t]+(?:--no-print-directory|-s|[\w./-]+))*)[ \t]*$/.exec(command.text);
    if (again) return (again[1] ?? '').split(/[ \t]+/).every((one) => one === '' || one.startsWith('-') || runTarget(one, steps + 1, true));
    // Each line has a shell of its own: what it sets or where it goes is gone behind it.
    if (!/\bgo\b/.test(text)) return true;
    if (/(?:^|[;&|({]\s*)(?:export|set|unset|source|\.)\s/.test(text) || /\bmake\b/.test(text)) return false;
    const settings = FOR_GO.flatMap((name) => variables.exportedValue(name) ?? []);
    // What one target sets for itself would stay set for the next.
    for (const { name } of settings) exported.add(name);
    if ([...exported].some((name) => !settings.some((one) => one.name === name))) return false;
    pieces.push({ text: `cd ${call.directory}\n`, at: undefined });
    for (const { name, value } of settings) pieces.push({ text: `export ${name}=`, at: value[0]?.at }, ...value, { text: '\n', at: undefined });
    pieces.push(...expanded, { text: '\n', at: undefined });
    return true;
  }
}

/** The variables of a Makefile as a recipe sees them. */
class Variables {
  readonly #makefile: Makefile;
  readonly #call: MakeCall;
  readonly #rule: MakeRule;

  constructor(makefile: Makefile, call: MakeCall, rule: MakeRule) {
    this.#makefile = makefile;
    this.#call = call;
    this.#rule = rule;
  }

  /** What a variable is in the environment of a recipe; undefined where make leaves it as it is. */
  exportedValue(name: string): { readonly name: string; readonly value: readonly ScriptPiece[] } | undefined {
    const { given, environment, assigned } = this.#call;
    const { exported, unclear } = this.#makefile;
    const isSet = this.#settingsOf(name).length > 0;
    if (given.has(name)) return { name, value: [{ text: given.get(name) as string, at: undefined }] };
    if (unclear.has(name) || unclear.has('*')) return { name, value: [{ text: UNKNOWN, at: undefined }] };
    if (!isSet) return assigned.has(name) ? { name, value: [{ text: environment.get(name) ?? UNKNOWN, at: undefined }] } : undefined;
    // make hands on what it was handed, with the value that the Makefile gives it.
    if (!(exported.has(name) || exported.has('*') || environment.has(name))) return undefined;
    return { name, value: this.#valueOf(name, 0) };
  }

  #settingsOf(name: string): MakeVariable[] {
    return [...this.#makefile.variables, ...this.#rule.variables].filter((one) => one.name === name);
  }

  #valueOf(name: string, steps: number): ScriptPiece[] {
    const { given, environment, settled } = this.#call;
    const unknown: ScriptPiece[] = [{ text: UNKNOWN, at: undefined }];
    if (given.has(name)) return [{ text: given.get(name) as string, at: undefined }];
    if (this.#makefile.unclear.has(name) || steps > MAX_STEPS) return unknown;
    const fromOutside = environment.has(name) ? environment.get(name) : settled ? '' : undefined;
    const outside: ScriptPiece[] = fromOutside === undefined ? unknown : fromOutside === '' ? [] : [{ text: fromOutside, at: undefined }];
    let value: ScriptPiece[] | undefined;
    for (const { operator, value: text } of this.#settingsOf(name)) {
      if (operator === '?=') value ??= environment.has(name) ? outside : settled ? this.expand(text, steps + 1) : unknown;
      else if (operator === '+=') value = [...(value ?? outside), { text: ' ', at: undefined }, ...this.expand(text, steps + 1)];
      else value = this.expand(text, steps + 1);
    }
    return value ?? outside;
  }

  /** A text with the values of variables put in. */
  expand({ text, start }: MakeText, steps: number): ScriptPiece[] {
    const pieces: ScriptPiece[] = [];
    const span = (from: number, to: number): Span => ({ file: this.#makefile.file, start: start + from, end: start + to });
    let last = 0;
    for (const match of text.matchAll(/\$(?:\$|\(((?:[^()]|\([^()]*\))*)\)|\{([^{}]*)\}|(.))/gs)) {
      if (match.index > last) pieces.push({ text: text.slice(last, match.index), at: span(last, match.index) });
      last = match.index + match[0].length;
      const name = match[1] ?? match[2] ?? match[3];
      const at = span(match.index, last);
      if (name === undefined) pieces.push({ text: '$', at });
      else if (name === '@') pieces.push({ text: this.#rule.target, at });
      else if (name === 'MAKE') pieces.push({ text: 'make', at });
      else if (name === 'CURDIR' || name === 'PWD') pieces.push({ text: resolvePath('', this.#call.directory), at });
      else if (!/^[\w.-]+$/.test(name) || steps > MAX_STEPS) pieces.push({ text: UNKNOWN, at });
      else for (const piece of this.#valueOf(name, steps)) pieces.push({ text: piece.text, at: piece.at ?? at });
    }
    if (last < text.length) pieces.push({ text: text.slice(last), at: span(last, text.length) });
    return pieces;
  }
}
