import type { Dockerfile } from '../docker/dockerfile';
import type { SourceDocument } from '../model/document';
import type { AnyRule, Suppression } from '../rules/rule';
import { namesOf, spellingsOf } from '../rules/tool-names';
import type { Edit } from '../text/edit';
import { LineIndex } from '../text/line-index';
import { covers, type Span } from '../text/span';
import { foreignWishes } from './foreign-annotations';
import type { Report } from './report';
import { type DockerComment, dockerComments, instructionBelow } from './suppress-docker';

/** Finds rules by their id or by the id that another tool gives them (`hadolint:DL3007`, `DL3007`). */
export class RuleNames {
  readonly #byName = new Map<string, AnyRule[]>();

  constructor(rules: readonly AnyRule[]) {
    for (const rule of rules) for (const name of namesOf(rule)) this.#add(name, rule);
  }

  find(name: string): readonly AnyRule[] {
    for (const spelling of spellingsOf(name)) {
      const found = this.#byName.get(spelling);
      if (found) return found;
    }
    return [];
  }

  /** All rules that report what a tool reports too. */
  ofTool(tool: string): readonly AnyRule[] {
    return [...new Set([...this.#byName].flatMap(([name, rules]) => (name.startsWith(`${tool}:`) ? rules : [])))];
  }

  #add(name: string, rule: AnyRule): void {
    const known = this.#byName.get(name);
    if (!known) this.#byName.set(name, [rule]);
    else if (!known.includes(rule)) known.push(rule);
  }
}

/** A wish for silence: reports of `rules` inside `where` are dropped. */
interface Wish {
  readonly at: Span;
  readonly name: string;
  readonly rules: readonly AnyRule[];
  readonly where: Span;
  /** Another tool's: it may well silence something that only that tool reports. */
  readonly foreign: boolean;
  /** Another tool's, and no rule of it can have that name. */
  readonly misspelt?: boolean;
  readonly removal: readonly Edit[];
  used: boolean;
}

/**
 * Drops the reports of one file that its comments and annotations ask to drop, and says what became of each wish.
 * `# seaworthy-ignore a, b: reason` counts for its own line and the next, `# seaworthy-ignore-file a` for the file,
 * the annotation `seaworthy.dev/ignore` for its object. The marks of other tools count through the rules' aliases.
 */
export function suppress(
  text: string,
  file: string,
  documents: readonly SourceDocument[],
  reports: readonly Report[],
  names: RuleNames,
  dockerfile?: Dockerfile,
  runs: (rule: AnyRule) => boolean = () => true,
): { kept: Report[]; suppressions: Suppression[] } {
  const wishes = [...commentWishes(text, file, names, dockerfile), ...annotationWishes(text, documents, names)];
  const shown = reports.filter(({ hidden }) => !hidden);
  if (wishes.length === 0) return { kept: shown, suppressions: [] };
  const kept = reports.filter((report) => {
    const granted = wishes.filter(({ rules, where }) => rules.includes(report.rule) && covers(where, { file, start: report.at.start, end: report.at.start }));
    for (const wish of granted) wish.used = true;
    return granted.length === 0 && !report.hidden;
  });
  // What a rule would find that does not run is not known.
  const own = wishes.filter(({ foreign, misspelt, rules }) => (!foreign && (rules.length === 0 || rules.some(runs))) || misspelt);
  return { kept, suppressions: own.map(({ at, name, rules, used, removal }) => ({ at, rule: name, known: rules.length > 0, used, removal })) };
}

/** Whether a text may hold a wish at all: most do not, and are not looked through each time that one of their documents changes. */
export function mayAskForSilence(text: string, documents: readonly SourceDocument[]): boolean {
  if (documents.length === 0) return ASKING.test(text);
  return documents.some((document) => {
    const known = asking.get(document) ?? ASKING.test(document.source.text);
    asking.set(document, known);
    return known;
  });
}

const ASKING = /ignore|check|skip|exempt|suppress/;
const asking = new WeakMap<SourceDocument, boolean>();

const OWN = /(?:#|\/\/)[ \t]*seaworthy-ignore(-file)?[ \t]+([^:\r\n]+?)[ \t]*(?::[^\r\n]*)?$/gm;
const CHECKOV = /#[ \t]*checkov:skip[ \t]*=[ \t]*(\w+)/g;
const TRIVY = /#[^\r\n]*?\btrivy:ignore:[^\r\n]*/g;

function* commentWishes(text: string, file: string, names: RuleNames, dockerfile: Dockerfile | undefined): Iterable<Wish> {
  const lines = new LineIndex(text);
  const whole: Span = { file, start: 0, end: text.length };
  for (const match of text.matchAll(OWN)) {
    const list = match[2] as string;
    const listStart = match.index + match[0].indexOf(list, match[0].indexOf('ignore') + 6);
    const where = match[1] ? whole : dockerfile ? instructionBelow(dockerfile, match.index) : here(lines, text, file, match.index);
    const parts = [...list.matchAll(/[^\s,]+/g)];
    for (const part of parts) {
      const at = { file, start: listStart + part.index, end: listStart + part.index + part[0].length };
      const removal =
        parts.length === 1
          ? [removeComment(text, file, match.index, match.index + match[0].length)]
          : [removePart(list, listStart, { index: part.index, length: part[0].length }, file)];
      yield { at, name: part[0], rules: names.find(part[0]), where, foreign: false, removal, used: false };
    }
  }
  for (const comment of dockerfile ? dockerComments(dockerfile) : []) yield* fromDocker(comment, names, text, file);
  const foreign = (match: RegExpExecArray, name: string, where: Span): Wish => ({
    at: { file, start: match.index, end: match.index + match[0].length },
    name,
    rules: names.find(name),
    where,
    foreign: true,
    removal: [],
    used: false,
  });
  for (const match of text.matchAll(CHECKOV)) yield foreign(match, `checkov:${match[1]}`, { file, start: match.index, end: text.length });
  for (const match of text.matchAll(TRIVY)) {
    const where = dockerfile ? { file, start: match.index, end: text.length } : blockBelow(lines, text, file, match.index);
    for (const [, id] of match[0].matchAll(/trivy:ignore:([\w-]+)/g)) yield foreign(match, `trivy:${id}`, where);
  }
}

/** What a comment of hadolint or BuildKit asks for. A name that neither can have is a typo, and silences nothing. */
function* fromDocker({ tool, names: asked, where, misspelt, at, list }: DockerComment, names: RuleNames, text: string, file: string): Iterable<Wish> {
  for (const name of asked) {
    const rules = name.value === 'all' && tool === 'buildkit' ? names.ofTool('buildkit') : names.find(`${tool}:${name.value}`);
    const isWrong = rules.length === 0 && misspelt(name.value);
    if (rules.length === 0 && !isWrong) continue;
    const removal = asked.length === 1 ? [removeComment(text, file, at.start, at.end)] : [removePart(list.value, list.at.start, name, file)];
    yield { at: name.at, name: name.value, rules, where, foreign: true, removal: isWrong ? removal : [], misspelt: isWrong, used: false };
  }
}

/** What a comment of Trivy is about in YAML: the block that begins on its line or the next, or the document below a comment at its top. */
function blockBelow(lines: LineIndex, text: string, file: string, offset: number): Span {
  const { line } = lines.position(offset);
  const lineAt = (index: number) => text.slice(lines.lineStart(index), index + 1 < lines.lineCount ? lines.lineStart(index + 1) : text.length).trimEnd();
  const isEmpty = (index: number) => /^\s*(?:#.*)?$/.test(lineAt(index));
  let first = line;
  while (first < lines.lineCount - 1 && isEmpty(first)) first++;
  const indent = lineAt(first).search(/\S/);
  let above = line - 1;
  while (above >= 0 && isEmpty(above)) above--;
  const isTop = indent === 0 && (above < 0 || lineAt(above).startsWith('---'));
  let end = first + 1;
  while (end < lines.lineCount && (isTop ? !lineAt(end).startsWith('---') : isEmpty(end) || lineAt(end).search(/\S/) > indent)) end++;
  return { file, start: lines.lineStart(line), end: end < lines.lineCount ? lines.lineStart(end) - 1 : text.length };
}

/** The line of a comment, and the next line that is no comment where the comment stands alone. */
function here(lines: LineIndex, text: string, file: string, offset: number): Span {
  const { line } = lines.position(offset);
  const start = lines.lineStart(line);
  const alone = text.slice(start, offset).trim() === '';
  let next = line + 1;
  while (alone && next < lines.lineCount - 1 && /^\s*(?:#.*)?$/.test(text.slice(lines.lineStart(next), lines.lineStart(next + 1)))) next++;
  return { file, start, end: (alone ? lines.lineStart(next + 1) : lines.lineStart(line + 1)) - 1 };
}

function removeComment(text: string, file: string, start: number, end: number): Edit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (text.slice(lineStart, start).trim() !== '') return { at: { file, start: text.slice(0, start).trimEnd().length, end }, text: '' };
  const feed = text.indexOf('\n', end);
  return { at: { file, start: lineStart, end: feed < 0 ? text.length : feed + 1 }, text: '' };
}

function removePart(list: string, listStart: number, part: { readonly index: number; readonly length: number }, file: string): Edit {
  const behind = /^[\s,]+/.exec(list.slice(part.index + part.length))?.[0].length ?? 0;
  const before = behind > 0 ? 0 : (/[\s,]+$/.exec(list.slice(0, part.index))?.[0].length ?? 0);
  return { at: { file, start: listStart + part.index - before, end: listStart + part.index + part.length + behind }, text: '' };
}

/** Annotations by which other checkers are told to be silent: the name of the check stands in the key or in the value. */
function* annotationWishes(text: string, documents: readonly SourceDocument[], names: RuleNames): Iterable<Wish> {
  // Most files have none, and need not be looked into.
  if (!/ignore|exempt|skip|suppress/.test(text)) return;
  for (const object of documents.flatMap(({ objects }) => objects)) {
    for (const [key, { value, at }] of object.annotations) {
      if (key !== 'seaworthy.dev/ignore') continue;
      for (const name of value.split(/[\s,]+/))
        if (name !== '') yield { at, name, rules: names.find(name), where: object.value.at, foreign: false, removal: [], used: false };
    }
    for (const { key, name } of foreignWishes(object)) {
      const at = object.annotations.get(key)?.at ?? object.at;
      yield { at, name, rules: names.find(name), where: object.value.at, foreign: true, removal: [], used: false };
    }
  }
}
