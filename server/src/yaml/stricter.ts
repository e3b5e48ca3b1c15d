import { message } from '../text/message';
import type { Entry, Node, Problem, Scalar } from './node';
import { type Document, FOLDED, LITERAL, PLAIN } from './node';

/**
 * What kubectl refuses and `yaml` takes: tabs where blanks belong, and a few things in brackets (compared with
 * sigs.k8s.io/yaml 1.4.0). The one-pass reader declines all of it, so this looks at few documents.
 */
export function stricterProblems(document: Document): Problem[] {
  const { root } = document;
  if (!root) return [];
  const inspector = new Inspector(document);
  inspector.node(root, -1, false);
  // Values that do not count are not in the tree, so what stands in them cannot be told.
  if (document.problems.every(({ kind }) => kind !== 'duplicate')) inspector.tabs();
  return inspector.problems;
}

/** A stretch of text in which tabs count otherwise than between tokens. */
interface Island {
  readonly start: number;
  readonly end: number;
  readonly kind: 'free' | 'block' | 'plain';
  /** Tabs may stand at this column or further right. */
  readonly least: number;
}

class Inspector {
  readonly problems: Problem[] = [];
  readonly #islands: Island[] = [];
  readonly #document: Document;
  readonly #seen = new Set<Node>();

  constructor(document: Document) {
    this.#document = document;
  }

  /** `column` is that of the collection which holds the node. */
  node(node: Node, column: number, inFlow: boolean): void {
    // Aliases share what they stand for.
    if (this.#seen.has(node)) return;
    this.#seen.add(node);
    if (node.kind === 'scalar') {
      if (inFlow) this.#flowScalar(node, column);
      else this.#blockScalar(node, column);
      return;
    }
    const isFlow = inFlow || node.flow;
    if (node.flow && !inFlow) this.#islands.push({ start: node.start, end: node.end, kind: 'free', least: 0 });
    const own = isFlow ? column : this.#column(node.start);
    if (node.kind === 'map') for (const entry of node.entries) this.#entry(entry, own, isFlow);
    else
      for (const item of node.items) {
        if (!isFlow) this.#dash(item);
        this.node(item, own, isFlow);
      }
  }

  tabs(): void {
    const { text } = this.#document;
    for (const match of text.matchAll(/^ *\t/gm)) {
      const tab = match.index + match[0].length - 1;
      if (!this.#mayHoldTab(tab, match[0].length - 1)) {
        this.#refuse(tab, tab + 1, message`YAML is indented with spaces; here is a tab.`);
        return;
      }
    }
  }

  #mayHoldTab(tab: number, column: number): boolean {
    const { text } = this.#document;
    const last = this.#islands.findLast(({ start, end }) => start <= tab && (tab < end || text.slice(end, tab).trim() === ''));
    // A plain text goes on until something else comes.
    if (last && (tab < last.end || last.kind === 'plain')) return last.kind === 'free' || column >= last.least;
    return this.#islands.some(({ start, end, kind }) => kind === 'free' && start <= tab && tab < end);
  }

  #blockScalar(scalar: Scalar, column: number): void {
    const { start, end, style } = scalar;
    if (start === end) return;
    const kind = style === PLAIN ? 'plain' : style === LITERAL || style === FOLDED ? 'block' : 'free';
    this.#islands.push({ start, end, kind, least: kind === 'block' ? this.#indentation(scalar) : column + 1 });
  }

  /** The column of a block scalar's text; beyond every column where its first line begins with a tab. */
  #indentation({ start, end, indent, document }: Scalar): number {
    if (indent !== undefined) return indent;
    const source = document.text.slice(start, end);
    const [, stated] = /^[|>][-+]?([1-9])/.exec(source) ?? [];
    if (stated) return 0;
    const [, blanks = '', first] = /\n( *)([^ \r\n])/.exec(source) ?? [];
    return first === '\t' ? Number.POSITIVE_INFINITY : blanks.length;
  }

  #flowScalar({ source, start, end, style }: Scalar, column: number): void {
    if (style !== PLAIN) return;
    this.#islands.push({ start, end, kind: 'plain', least: column + 1 });
    if (source.includes('?')) this.#refuse(start, end, message`In brackets kubectl ends a text at a ${'?'}; put it in quotes.`);
    else if (source.startsWith(':')) this.#refuse(start, end, message`In brackets a text cannot start with ${':'}; put it in quotes.`);
  }

  #entry({ key, value }: Entry, column: number, inFlow: boolean): void {
    this.node(key, column, inFlow);
    this.node(value, column, inFlow);
    if (key.kind !== 'scalar' || key.document !== this.#document) return;
    const { text } = this.#document;
    if (!inFlow) return;
    const colon = key.end + (/^(?:\s|#.*\n)*/.exec(text.slice(key.end, key.end + 2000))?.[0].length ?? 0);
    if (text[colon] !== ':') return;
    if (text.slice(key.start, colon).includes('\n')) this.#refuse(key.start, key.end, message`A key must stand on one line with its ${':'}.`);
    if (key.style === PLAIN && /[,[\]{}]/.test(text[colon + 1] ?? '')) {
      // Before another bracket that is an error, and otherwise the colon becomes a part of the text.
      const kind = /[[{]/.test(text[colon + 1] ?? '') ? 'strict' : 'disliked';
      this.#report(kind, key.start, colon + 1, message`In brackets kubectl wants a blank behind the ${':'} of a key without quotes.`);
    }
  }

  /** Behind the dash of a list item only spaces may stand. */
  #dash(item: Node): void {
    const { text } = this.#document;
    const dash = text.lastIndexOf('-', Math.max(0, item.start - 1));
    const tab = text.slice(dash + 1, item.start).search(/^ *\t/);
    if (dash >= 0 && tab >= 0) this.#refuse(text.indexOf('\t', dash), text.indexOf('\t', dash) + 1, message`YAML is indented with spaces; here is a tab.`);
  }

  #column(offset: number): number {
    return offset - (this.#document.text.lastIndexOf('\n', offset - 1) + 1);
  }

  #refuse(start: number, end: number, said: Problem['message']): void {
    this.#report('strict', start, end, said);
  }

  #report(kind: Problem['kind'], start: number, end: number, said: Problem['message']): void {
    this.problems.push({ kind, at: this.#document.span(start, end), message: said });
  }
}
