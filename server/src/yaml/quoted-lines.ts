import { type Document, isScalar, visit } from 'yaml';

/**
 * `yaml` wants the following lines of a quoted scalar to be indented; go-yaml, and so kubectl, does not (compared with
 * sigs.k8s.io/yaml 1.4.0). Returns the text with the line breaks of such scalars blanked out, every offset as it was;
 * the text itself where no scalar is like that.
 */
export function joinQuotedLines(text: string, documents: readonly Document.Parsed[]): string {
  let joined = text;
  for (const document of documents) {
    if (!document.errors.some(({ code, message }) => code === 'MISSING_CHAR' && message.startsWith('Missing closing'))) continue;
    visit(document, {
      Scalar(_, scalar) {
        if (!isScalar(scalar) || !scalar.range || !scalar.type?.startsWith('QUOTE_')) return;
        const [start, end] = scalar.range;
        const close = closingQuote(joined, start);
        // Behind a true closing quote the line is over; a quote that merely comes next has more text behind it.
        if (close < end || !/^[ \t]*(?:#.*)?(?:\r?\n|$)/.test(joined.slice(close + 1, close + 200))) return;
        joined = joined.slice(0, start) + joined.slice(start, close).replace(/[\r\n]/g, ' ') + joined.slice(close);
      },
    });
  }
  return joined;
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
