import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  type YAMLMap,
  type YAMLParseError,
  type YAMLSeq,
  type Document as YamlDocument,
  type Node as YamlNode,
} from 'yaml';
import { message } from '../text/message';
import type { Origin, Span } from '../text/span';
import { table } from '../text/table';
import {
  DOUBLE_QUOTED,
  Document,
  Entry,
  FOLDED,
  GivenScalar,
  LITERAL,
  Mapping,
  type Node,
  PLAIN,
  type Problem,
  Scalar,
  Sequence,
  SINGLE_QUOTED,
  type Style,
} from './node';
import { describeError } from './refusal';
import { parseStraightened } from './straighten';
import { stricterProblems } from './stricter';

/** Nodes a document may have once its aliases are followed. go-yaml refuses such documents as well ("excessive aliasing"). */
const MAX_EXPANDED = 400_000;

const MAX_DEPTH = 1000;

/**
 * Reads with `yaml` what the one-pass reader declined: anchors, tags, directives, duplicate keys and everything broken.
 * The nodes are those of the one-pass reader; plain scalars resolve by the same go-yaml rules. Never throws.
 *
 * `read` is as long as the text and read in its place.
 */
export function readReference(text: string, origin: Origin, read = text): [Document, ...Document[]] {
  try {
    const { documents: sources, ...straightened } = parseStraightened(read, parse);
    const adapt = (source: YamlDocument.Parsed) => new Adapter(new Document(text, origin), straightened).adapt(source);
    const [first = new Document(text, origin), ...others] = sources.map(adapt);
    if (others.length === 0) first.rereadBy((again) => readAgain(again, read));
    return [first, ...others];
  } catch (error) {
    // The recursive descent of `yaml` overflows the stack on thousands of nested brackets.
    const document = new Document(text, origin);
    const at = document.span(0, Math.min(1, text.length));
    const why =
      error instanceof RangeError ? message`This document is nested too deeply to be read.` : message`This document cannot be read: ${String(error)}.`;
    document.problems = [{ kind: 'refused', at, message: why }];
    return [document];
  }
}

/** Reads a document that was released. It was read before, so it can be read; only the stack may be fuller now. */
function readAgain(document: Document, read: string): void {
  try {
    const { documents, ...straightened } = parseStraightened(read, parse);
    if (documents[0]) new Adapter(document, straightened).adapt(documents[0]);
  } catch {
    document.root = undefined;
  }
}

function parse(text: string): readonly YamlDocument.Parsed[] {
  // A byte order mark is no column, and every line ends: kubectl puts a line feed behind the last one.
  const marked = text.charCodeAt(0) === 0xfeff ? `\n${text.slice(1)}` : text;
  const ended = /[\r\n]$/.test(marked) || marked === '' ? marked : `${marked}\n`;
  const read = parseAllDocuments(ended, { prettyErrors: false, logLevel: 'silent', uniqueKeys: false });
  return 'empty' in read ? [] : read;
}

const STYLES: Readonly<Record<string, Style>> = table({
  PLAIN,
  QUOTE_SINGLE: SINGLE_QUOTED,
  QUOTE_DOUBLE: DOUBLE_QUOTED,
  BLOCK_LITERAL: LITERAL,
  BLOCK_FOLDED: FOLDED,
});

class Adapter {
  readonly #document: Document;
  readonly #problems: Problem[] = [];
  /** Our node of each of theirs, so that an alias shares the children of its anchor. */
  readonly #made = new Map<YamlNode, Node>();
  readonly #sizes = new Map<Node, number>();
  readonly #straightened: Omit<ReturnType<typeof parseStraightened>, 'documents'>;
  #source!: YamlDocument.Parsed;
  #depth = 0;

  constructor(document: Document, straightened: Omit<ReturnType<typeof parseStraightened>, 'documents'>) {
    this.#document = document;
    this.#straightened = straightened;
  }

  adapt(source: YamlDocument.Parsed): Document {
    this.#source = source;
    for (const error of source.errors) if (!isMistaken(error, this.#document.text)) this.#problems.push(this.#problem(error));
    if (source.contents) {
      const root = this.#node(source.contents);
      if (this.#size(root) > MAX_EXPANDED) {
        const at = this.#document.span(root.start, Math.min(root.end, root.start + 1));
        this.#problems.push({ kind: 'refused', at, message: message`The aliases of this document expand to more than ${MAX_EXPANDED} values.` });
      } else if (root.kind !== 'scalar' || root.start < root.end) {
        // `yaml` puts a null where a document has no content; we say that there is none.
        this.#document.root = root;
      }
    }
    this.#document.problems = this.#problems;
    if (!this.#problems.some(({ kind }) => kind === 'refused')) this.#problems.push(...this.#missed());
    this.#problems.sort((a, b) => a.at.start - b.at.start);
    return this.#document;
  }

  /** What kubectl refuses although `yaml` has no complaint. */
  #missed(): Problem[] {
    const [open] = this.#straightened.unclosed;
    if (open === undefined) return stricterProblems(this.#document);
    return [{ kind: 'refused', at: this.#document.span(open, open + 1), message: message`This quote is not closed.` }];
  }

  #problem(error: YAMLParseError): Problem {
    const { text } = this.#document;
    const place = Math.min(error.pos[0], text.length);
    // A line ends before both characters of its break.
    const start = text.startsWith('\r\n', place - 1) ? place - 1 : place;
    const width = error.code === 'BAD_DQ_ESCAPE' ? (/\\[\s\S]{1,2}$/.exec(error.message)?.[0].length ?? 1) : error.pos[1] - error.pos[0];
    const end = Math.max(start, Math.min(place + width, text.length));
    // An empty place cannot be underlined: take the character there, or the one before the end of the text or line.
    const solid = end > start ? end : text.charCodeAt(start) > 32 ? start + 1 : start;
    const [kind, why] = describeError(error, text.slice(start, solid));
    return {
      kind,
      at: this.#document.span(solid > start ? start : Math.max(0, start - (text.startsWith('\r\n', start - 2) ? 2 : 1)), Math.max(solid, start)),
      message: why,
    };
  }

  #node(source: YamlNode | null | undefined, fallback = 0): Node {
    if (!source) return new Scalar(this.#document, fallback, fallback, PLAIN);
    const known = this.#made.get(source);
    if (known) return known;
    // Deeper trees would overflow the stack of whoever walks them. go-yaml stops at 10,000.
    if (++this.#depth > MAX_DEPTH) throw new RangeError('too deep');
    const node = isAlias(source) ? this.#alias(source) : isMap(source) ? this.#mapping(source) : isSeq(source) ? this.#sequence(source) : this.#scalar(source);
    this.#depth--;
    this.#made.set(source, node);
    return node;
  }

  #scalar(source: YamlNode): Scalar {
    const [start, end] = this.#range(source);
    if (!isScalar(source)) return new Scalar(this.#document, start, end, PLAIN);
    const style = STYLES[source.type ?? 'PLAIN'] ?? PLAIN;
    // Straightened text has blanks in the place of line breaks, so what quotes hold is read from the text itself.
    const isOurs =
      style === PLAIN || ((style === SINGLE_QUOTED || style === DOUBLE_QUOTED) && (this.#straightened.isStraightened || source.source?.includes("\\'")));
    if (source.tag === undefined && isOurs) return new Scalar(this.#document, start, end, style);
    const { value } = source;
    const given = value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : String(source.source ?? '');
    return new GivenScalar(this.#document, start, end, style, given);
  }

  #alias(source: YamlNode & { source: string }): Node {
    const [start, end] = this.#range(source);
    const target = isAlias(source) ? source.resolve(this.#source) : undefined;
    const known = target && this.#made.get(target);
    // An anchor that is not finished yet contains its own alias.
    if (!known) {
      const why = target
        ? message`The anchor ${source.source} contains its own alias.`
        : message`A value that starts with ${'*'} is an alias, and no anchor is named ${source.source}; put the value in quotes.`;
      this.#problems.push({ kind: 'refused', at: this.#document.span(start, end), message: why, ...(target && { isCircular: true }) });
      return new GivenScalar(this.#document, start, end, PLAIN, null);
    }
    if (known.kind === 'scalar') return new GivenScalar(this.#document, start, end, known.style, known.value);
    const copy = known.kind === 'map' ? new Mapping(start) : new Sequence(start);
    copy.end = end;
    copy.flow = true;
    if (copy.kind === 'map') copy.entries = (known as Mapping).entries;
    else copy.items = (known as Sequence).items;
    return copy;
  }

  #mapping(source: YAMLMap): Mapping {
    const [start, end] = this.#range(source);
    const mapping = new Mapping(start);
    mapping.flow = source.flow === true;
    const written: Entry[] = [];
    // The last of equal keys wins, and `<<` sets its keys where it stands, which is how go-yaml fills a mapping.
    const winners = new Map<string, { readonly entry: Entry; readonly isMerged: boolean }>();
    const set = (entry: Entry, by: Node, isMerged: boolean) => {
      const before = winners.get(entry.name);
      if (before && !before.isMerged) this.#problems.push(this.#duplicate(before.entry, by, isMerged));
      winners.set(entry.name, { entry, isMerged });
    };
    let last = start;
    for (const pair of source.items) {
      const key = this.#node(pair.key as YamlNode | null);
      const value = this.#node(pair.value as YamlNode | null, key.end);
      last = value.end;
      this.#refuseKey(key);
      if (key.kind === 'scalar' && key.style === PLAIN && key.source === '<<') {
        for (const entry of this.#merged(value)) set(entry, key, true);
      } else {
        const entry = new Entry(key, nameOf(key), value);
        written.push(entry);
        set(entry, key, false);
      }
    }
    mapping.end = mapping.flow ? end : last;
    const merged = [...winners.values()].filter(({ isMerged }) => isMerged).map(({ entry }) => entry);
    mapping.entries = [...written.filter((entry) => winners.get(entry.name)?.entry === entry), ...merged];
    return mapping;
  }

  /** What `<<` brings, in the order in which it is set: of a list of mappings, the first wins. */
  #merged(value: Node): readonly Entry[] {
    if (value.kind === 'map') return value.entries;
    if (value.kind === 'list' && value.items.every(({ kind }) => kind === 'map')) return value.items.toReversed().flatMap((item) => this.#merged(item));
    const at = this.#visible(value);
    this.#problems.push({ kind: 'strict', at, message: message`Behind ${'<<'} stands a mapping, or a list of mappings.` });
    return [];
  }

  /** `yaml` takes any node for a key; go-yaml wants a scalar, and one that is written. */
  #refuseKey(key: Node): void {
    const at = this.#visible(key);
    if (key.kind === 'scalar' && key.value === null && key.start < key.end)
      this.#problems.push({ kind: 'strict', at, message: message`A key cannot be null; put it in quotes.` });
    else if (key.kind !== 'scalar')
      this.#problems.push({ kind: 'refused', at, message: message`A key must be a single word or number, not a mapping or a list.` });
    else if (key.start === key.end) this.#problems.push({ kind: 'refused', at, message: message`A key is missing before this ${':'}.` });
  }

  /** The place of a node; of one that is empty, the character behind it, if the text has one. */
  #visible({ start, end }: Node): Span {
    return this.#document.span(start, Math.max(end, Math.min(start + 1, this.#document.text.length)));
  }

  #duplicate(ignored: Entry, winner: Node, isMerged: boolean): Problem {
    const name = ignored.name.replace('\0', '');
    return {
      kind: 'duplicate',
      at: this.#document.span(ignored.key.start, ignored.key.end),
      message: isMerged
        ? message`Key ${name} is set again by the ${'<<'} below it; Kubernetes ignores this one.`
        : message`Key ${name} stands here twice; Kubernetes ignores this one and takes the last.`,
      first: this.#document.span(winner.start, winner.end),
      whole: this.#document.span(ignored.key.start, Math.max(ignored.key.end, ignored.value.end)),
    };
  }

  /** The line feed that was put behind the text is no part of it. */
  #range({ range }: YamlNode): [start: number, end: number] {
    const { length } = this.#document.text;
    return range ? [Math.min(range[0], length), Math.min(range[1], length)] : [0, 0];
  }

  #sequence(source: YAMLSeq): Sequence {
    const [start, end] = this.#range(source);
    const sequence = new Sequence(start);
    sequence.flow = source.flow === true;
    sequence.items = source.items.map((item) => this.#node(item as YamlNode, start));
    sequence.end = sequence.flow ? end : (sequence.items.at(-1)?.end ?? start);
    return sequence;
  }

  /** How many nodes a walk would meet; what aliases share counts each time. */
  #size(node: Node): number {
    const known = this.#sizes.get(node);
    if (known !== undefined) return known;
    let size = 1;
    if (node.kind === 'map') for (const entry of node.entries) size += 1 + this.#size(entry.value);
    if (node.kind === 'list') for (const item of node.items) size += this.#size(item);
    this.#sizes.set(node, size);
    return size;
  }
}

/** In brackets, `yaml` misses a blank before some comments that stand at the start of their line; go-yaml needs none there. */
function isMistaken({ code, message: said, pos }: YAMLParseError, text: string): boolean {
  return code === 'MISSING_CHAR' && said.startsWith('Comments must') && text[pos[0] - 1] === '\n';
}

function nameOf(key: Node): string {
  if (key.kind !== 'scalar') return '\0';
  const { value } = key;
  return typeof value === 'string' ? value : `\0${value}`;
}
