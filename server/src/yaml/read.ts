import { message } from '../text/message';
import { Origin } from '../text/span';
import { Document } from './node';
import { readOrdinary } from './ordinary';
import { readReference } from './reference';
import { splitDocuments } from './split';

/** Longest document that is read at all, in UTF-16 units. */
export const MAX_DOCUMENT = 16 * 1024 * 1024;

/** The documents of a YAML text, in order; empty ones (no content) included. Never throws. */
export interface YamlText {
  readonly text: string;
  readonly documents: readonly Document[];
}

/**
 * Reads a YAML text as Kubernetes does: each document by the one-pass reader or, where that declines, by `yaml`.
 * Documents that stand unchanged in `before` are kept as they are; only their origin moves with the text.
 */
export function readYaml(file: string, text: string, before?: YamlText): YamlText {
  if (before?.text === text) return before;
  const cuts = splitDocuments(text);
  if (!cuts) return { text, documents: readReference(text, new Origin(file)) };
  const known = slicesOf(before);
  const documents: Document[] = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const offset = cuts[i] as number;
    const own = cuts.length === 2 ? text : text.slice(offset, cuts[i + 1]);
    const kept = known.get(own)?.shift();
    if (kept) {
      (kept[0] as Document).origin.offset = offset;
      documents.push(...kept);
    } else {
      documents.push(...readDocument(own, new Origin(file, offset)));
    }
  }
  return { text, documents };
}

/** The documents that were read from each slice, by its text: one as a rule, more where `yaml` sees a further cut in it. */
function slicesOf(before: YamlText | undefined): Map<string, Document[][]> {
  const known = new Map<string, Document[][]>();
  let last: Document | undefined;
  for (const document of before?.documents ?? []) {
    const same = known.get(document.text) ?? [];
    if (same.length === 0) known.set(document.text, same);
    if (last?.origin === document.origin) same.at(-1)?.push(document);
    else same.push([document]);
    last = document;
  }
  return known;
}

/** Reads one document by `yaml` only: the reference that the one-pass reader is tested against. */
export function readByReference(file: string, text: string): YamlText {
  return { text, documents: readReference(text, new Origin(file)) };
}

function readDocument(text: string, origin: Origin): Document[] {
  if (text.length > MAX_DOCUMENT) return [tooLarge(text, origin)];
  const ordinary = readOrdinary(text, origin);
  const documents = ordinary ? [ordinary] : readReference(text, origin);
  const stray = straySeparator(text);
  const [first] = documents;
  if (first && stray >= 0) {
    const said = message`kubectl takes ${'---'} at the start of a line for a separator, and allows only a comment behind it.`;
    first.problems = [...first.problems, { kind: 'strict', at: first.span(stray, stray + 3), message: said }];
  }
  const control = controlCharacter(text);
  if (first && control >= 0) {
    const code = `U+${text.charCodeAt(control).toString(16).toUpperCase().padStart(4, '0')}`;
    first.problems = [
      ...first.problems,
      { kind: 'refused', at: first.span(control, control + 1), message: message`YAML takes no control characters; here is ${code}.` },
    ];
  }
  return documents;
}

/** What go-yaml refuses wherever it stands, in a comment too ("control characters are not allowed", readerc.go). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROL = /[\0-\x08\v\f\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

/** JSON is read by another reader, which has its own word for what stands in its strings. */
function controlCharacter(text: string): number {
  const found = text.search(CONTROL);
  return found >= 0 && /^\s*\{/.test(text) ? -1 : found;
}

const STRAY_SEPARATOR = /^---(?=.*\S)(?!\s*#)/m;

/** A line that kubectl refuses with "invalid Yaml document separator" (apimachinery, util/yaml/decoder.go). */
function straySeparator(text: string): number {
  return text.startsWith('---') || text.includes('\n---') ? text.search(STRAY_SEPARATOR) : -1;
}

function tooLarge(text: string, origin: Origin): Document {
  const document = new Document(text, origin);
  const said = message`This document has ${text.length} characters; Seaworthy reads at most ${MAX_DOCUMENT}.`;
  document.problems = [{ kind: 'disliked', at: document.span(0, 1), message: said }];
  return document;
}
