/**
 * Where the documents of a stream begin, and last where the text ends: document i is `cuts[i]..cuts[i + 1]`.
 * Undefined where directives (`%`) or end markers (`...`) make that less than obvious: then `yaml` reads the whole.
 * A line that starts with `---` ends a document wherever it stands, even inside quotes; kubectl cuts there too.
 */
export function splitDocuments(text: string): readonly number[] | undefined {
  if (text.startsWith('%') || text.includes('\n%')) return undefined;
  if (text.startsWith('...') && endsMarker(text, 3)) return undefined;
  for (let at = text.indexOf('\n...'); at >= 0; at = text.indexOf('\n...', at + 4)) {
    if (endsMarker(text, at + 4)) return undefined;
  }
  const cuts = [0];
  for (let at = text.indexOf('\n---'); at >= 0; at = text.indexOf('\n---', at + 4)) {
    if (endsMarker(text, at + 4)) cuts.push(at + 1);
  }
  cuts.push(text.length);
  return cuts;
}

/** True where a document begins at an offset because of a `---` there. */
export function isCut(text: string, offset: number): boolean {
  return text[offset - 1] === '\n' && text.startsWith('---', offset) && endsMarker(text, offset + 3);
}

function endsMarker(text: string, at: number): boolean {
  return !(text.charCodeAt(at) > 32);
}
