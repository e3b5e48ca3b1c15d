import { type Document, isCollection, isScalar, visit } from 'yaml';

/** A text is read at most so many times to straighten it; who needs more has other worries. */
const MAX_PASSES = 20;

const LINE_END = /^[ \t]*(?:#.*)?(?:\r?\n|$)/;
const FLOW_END = /^\s*(?:[,:\]}]|$)/;

/**
 * Inside quotes and brackets `yaml` wants the following lines to be indented; go-yaml, and so kubectl, does not (compared
 * with sigs.k8s.io/yaml 1.4.0). Reads a text with the line breaks of such places blanked out, every offset as it was.
 * `unclosed` are the quotes that close nowhere: `yaml` misses the fault where the last character is an escaped quote.
 */
export function parseStraightened(
  text: string,
  parse: (text: string) => readonly Document.Parsed[],
): { readonly documents: readonly Document.Parsed[]; readonly isStraightened: boolean; readonly unclosed: readonly number[] } {
  let straight = text;
  for (let pass = 0; ; pass++) {
    const documents = parse(straight);
    const { next, unclosed } = straighten(straight, documents);
    if (next === straight || pass === MAX_PASSES) return { documents, isStraightened: straight !== text, unclosed };
    straight = next;
  }
}

/** Joins the lines of the first place that needs it: what `yaml` makes of the text behind it is wrong. */
function straighten(text: string, documents: readonly Document.Parsed[]): { next: string; unclosed: readonly number[] } {
  const unclosed: number[] = [];
  let next = text;
  const check = (start: number, end: number, close: number, comments: readonly Piece[], follows = LINE_END) => {
    // Behind a true end the line is over; a quote or bracket that merely comes next has more text behind it.
    if (close < 0 || close + 1 === end || !text.slice(start, close).includes('\n') || !follows.test(text.slice(close + 1, close + 200))) return undefined;
    next = text.slice(0, start) + blanked(text, start, close, comments) + text.slice(close);
    return visit.BREAK;
  };
  const checkFlow = (_: unknown, { flow, range }: { flow?: boolean; range?: readonly [number, number, number] | null }) => {
    const found = flow && range ? closingBracket(text, range[0]) : undefined;
    return range && found ? check(range[0], range[1], found.close, found.comments) : undefined;
  };
  for (const document of documents) {
    visit(document, {
      Map: checkFlow,
      Seq: checkFlow,
      Scalar(_, scalar, path) {
        if (!isScalar(scalar) || !scalar.range || !scalar.type?.startsWith('QUOTE_')) return undefined;
        const [start, end] = scalar.range;
        const close = closingQuote(text, start);
        if (close + 1 === end) return undefined;
        unclosed.push(start);
        return check(start, end, close, [], path.some((node) => isCollection(node) && node.flow) ? FLOW_END : LINE_END);
      },
    });
    if (next !== text) break;
  }
  return { next, unclosed };
}

interface Piece {
  readonly start: number;
  readonly end: number;
}

function blanked(text: string, start: number, end: number, comments: readonly Piece[]): string {
  let result = '';
  let from = start;
  for (const comment of comments) {
    result += text.slice(from, comment.start) + ' '.repeat(comment.end - comment.start);
    from = comment.end;
  }
  return (result + text.slice(from, end)).replace(/[\r\n]/g, ' ');
}

/** Where the quote that opens at `start` closes; -1 where it does not. */
function closingQuote(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) {
      if (quote !== "'" || text[at + 1] !== "'") return at;
      at++;
    }
  }
  return -1;
}

/** Where the bracket that opens at `start` closes, and the comments up to there. */
function closingBracket(text: string, start: number): { close: number; comments: readonly Piece[] } | undefined {
  const comments: Piece[] = [];
  let depth = 0;
  let isPlain = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '[' || character === '{') {
      depth++;
      isPlain = false;
    } else if (character === ']' || character === '}') {
      isPlain = false;
      if (--depth === 0) return { close: at, comments };
    } else if (character === ',' || (character === ':' && !isPlain) || (character === ':' && /\s/.test(text[at + 1] ?? ' '))) isPlain = false;
    else if (character === '#' && (!isPlain || /\s/.test(text[at - 1] as string))) {
      const feed = text.indexOf('\n', at);
      const end = feed < 0 ? text.length : feed;
      // A comment ends a text without quotes; if more text follows, go-yaml refuses it as `yaml` does.
      if (isPlain && !/^\s*(?:#.*\s*)*[,:\]}]/.test(text.slice(end, end + 2000))) return undefined;
      comments.push({ start: at, end });
      at = end;
    } else if ((character === '"' || character === "'") && !isPlain) {
      at = closingQuote(text, at);
      if (at < 0) return undefined;
    } else if (!/\s/.test(character)) isPlain = true;
  }
  return undefined;
}
