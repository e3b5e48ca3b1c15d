import { isScalar, parseAllDocuments, visit } from 'yaml';
import { Origin } from '../../server/src/text/span';
import { Document, type Node, PLAIN } from '../../server/src/yaml/node';
import { readOrdinary } from '../../server/src/yaml/ordinary';
import { readReference } from '../../server/src/yaml/reference';
import { splitDocuments } from '../../server/src/yaml/split';

/** What became of the documents that were compared. */
export interface Tally {
  texts: number;
  /** Documents that the one-pass reader answered, all of which were compared. */
  answered: number;
  declined: number;
  /** Declined though `yaml` reads them without a complaint: slower than need be, never wrong. */
  needless: number;
  /** Texts that are not cut, because of directives or end markers. */
  whole: number;
}

export function newTally(): Tally {
  return { texts: 0, answered: 0, declined: 0, needless: 0, whole: 0 };
}

/**
 * Reads every document of a text both ways and lists what differs: kinds, places, styles, texts, values, names, ends of
 * collections, the number of documents. A document that the one-pass reader declines cannot differ.
 */
export function differences(text: string, tally: Tally = newTally()): string[] {
  const cuts = splitDocuments(text);
  tally.texts++;
  if (!cuts) {
    tally.whole++;
    return [];
  }
  const found: string[] = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const slice = text.slice(cuts[i], cuts[i + 1]);
    const origin = new Origin('a.yaml', cuts[i]);
    const ordinary = readOrdinary(slice, origin);
    const [reference, ...others] = readReference(slice, origin);
    if (ordinary instanceof Document) tally.answered++;
    else {
      tally.declined++;
      if (others.length === 0 && reference?.problems.length === 0) tally.needless++;
      continue;
    }
    if (!reference || others.length > 0) found.push(`document ${i}: ${others.length + 1} documents in the reference`);
    else compareDocuments(ordinary, reference, found);
  }
  return found;
}

function compareDocuments(ordinary: Document, reference: Document, found: string[]): void {
  if (reference.problems.length > 0) {
    found.push(`answered a document of which the reference says: ${reference.problems[0]?.message.template}`);
    return;
  }
  if (!ordinary.root || !reference.root) {
    if (ordinary.root !== reference.root) found.push(`root: ${ordinary.root?.kind} and ${reference.root?.kind}`);
    return;
  }
  const linesJoined = compareNodes(ordinary.root, reference.root, '', found);
  if (linesJoined) compareFolding(ordinary, found);
}

/** Compares two trees; true where one holds a plain scalar of several lines, which both readers unfold by the same code. */
function compareNodes(ordinary: Node, reference: Node, path: string, found: string[]): boolean {
  if (found.length > 20) return false;
  const differ = (what: string, ours: unknown, theirs: unknown) => {
    if (!Object.is(ours, theirs)) found.push(`${path || 'root'}: ${what} ${JSON.stringify(ours)} and ${JSON.stringify(theirs)}`);
  };
  differ('kind', ordinary.kind, reference.kind);
  differ('start', ordinary.start, reference.start);
  differ('end', ordinary.end, reference.end);
  if (ordinary.kind === 'scalar' && reference.kind === 'scalar') {
    differ('style', ordinary.style, reference.style);
    differ('value', ordinary.value, reference.value);
    differ('text', ordinary.text, reference.text);
    return ordinary.style === PLAIN && ordinary.source.includes('\n');
  }
  let linesJoined = false;
  if (ordinary.kind === 'map' && reference.kind === 'map') {
    differ('flow', ordinary.flow, reference.flow);
    differ('size', ordinary.entries.length, reference.entries.length);
    for (const [index, entry] of ordinary.entries.entries()) {
      const other = reference.entries[index];
      if (!other) break;
      if (entry.name !== other.name) found.push(`${path}: name ${JSON.stringify(entry.name)} and ${JSON.stringify(other.name)}`);
      linesJoined = compareNodes(entry.key, other.key, `${path}/${entry.name} (key)`, found) || linesJoined;
      linesJoined = compareNodes(entry.value, other.value, `${path}/${entry.name}`, found) || linesJoined;
    }
  }
  if (ordinary.kind === 'list' && reference.kind === 'list') {
    differ('flow', ordinary.flow, reference.flow);
    differ('size', ordinary.items.length, reference.items.length);
    for (const [index, item] of ordinary.items.entries()) {
      const other = reference.items[index];
      if (other) linesJoined = compareNodes(item, other, `${path}/${index}`, found) || linesJoined;
    }
  }
  return linesJoined;
}

/** Compares the texts of plain scalars with what `yaml` itself makes of them. */
function compareFolding(ordinary: Document, found: string[]): void {
  const theirs = new Map<number, string>();
  for (const document of parseAllDocuments(ordinary.text, { prettyErrors: false, logLevel: 'silent' })) {
    if (!('contents' in document)) continue;
    visit(document, {
      Scalar(_, scalar) {
        if (isScalar(scalar) && scalar.type === 'PLAIN' && scalar.range) theirs.set(scalar.range[0], scalar.source ?? '');
      },
    });
  }
  const walk = (node: Node): void => {
    if (node.kind === 'list') for (const item of node.items) walk(item);
    else if (node.kind === 'map') for (const { value } of node.entries) walk(value);
    else if (node.style === PLAIN && node.source.includes('\n') && node.text !== theirs.get(node.start))
      found.push(`folded: ${JSON.stringify(node.text)} and ${JSON.stringify(theirs.get(node.start))}`);
  };
  if (ordinary.root) walk(ordinary.root);
}

/** A tree as plain data, to compare two readings of one text; places are those in the file. */
export function outline(document: Document): unknown {
  const show = (node: Node): unknown => {
    const { offset } = document.origin;
    const place = [node.start + offset, node.end + offset];
    if (node.kind === 'scalar') return [...place, node.style, node.value, node.text];
    if (node.kind === 'list') return [...place, node.flow, node.items.map(show)];
    return [...place, node.flow, node.entries.map(({ key, name, value }) => [name, show(key), show(value)])];
  };
  const problems = document.problems.map(({ kind, at, message, first }) => [kind, at.start, at.end, message, first?.start]);
  return { root: document.root && show(document.root), problems };
}
