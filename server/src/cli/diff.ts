/** The lines that differ between two texts, as `diff -u` shows them, with three lines around each change. */
export function unifiedDiff(file: string, before: string, after: string): string {
  const a = linesOf(before);
  const b = linesOf(after);
  const pieces = compare(a, b);
  const hunks: string[] = [];
  for (let i = 0; i < pieces.length; ) {
    if (pieces[i]?.sign === ' ') {
      i++;
      continue;
    }
    const from = Math.max(0, i - 3);
    let to = i;
    // Changes that lie close together make one hunk.
    for (let quiet = 0; to < pieces.length && quiet <= 6; to++) quiet = pieces[to]?.sign === ' ' ? quiet + 1 : 0;
    while (
      to > i &&
      pieces[to - 1]?.sign === ' ' &&
      pieces
        .slice(i, to)
        .reverse()
        .findIndex(({ sign }) => sign !== ' ') > 3
    )
      to--;
    const lines = pieces.slice(from, to);
    const first = pieces.slice(0, from);
    const startA = first.filter(({ sign }) => sign !== '+').length + 1;
    const startB = first.filter(({ sign }) => sign !== '-').length + 1;
    const countA = lines.filter(({ sign }) => sign !== '+').length;
    const countB = lines.filter(({ sign }) => sign !== '-').length;
    hunks.push(`@@ -${startA},${countA} +${startB},${countB} @@\n${lines.map(({ sign, line }) => `${sign}${line}\n`).join('')}`);
    i = to;
  }
  return hunks.length === 0 ? '' : `--- a/${file}\n+++ b/${file}\n${hunks.join('')}`;
}

/** Lines without their line breaks; the last one says where it has none, in the words of `diff`. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  else lines.push(`${lines.pop()}\n\\ No newline at end of file`);
  return lines;
}

interface Piece {
  readonly sign: ' ' | '+' | '-';
  readonly line: string;
}

/** Longest common subsequence between the first and the last difference; fixes are small, so that is little. */
function compare(a: readonly string[], b: readonly string[]): Piece[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const x = a.slice(head, a.length - tail);
  const y = b.slice(head, b.length - tail);
  const same = (lines: readonly string[]): Piece[] => lines.map((line) => ({ sign: ' ', line }));
  return [...same(a.slice(0, head)), ...(x.length * y.length > 4_000_000 ? replaced(x, y) : aligned(x, y)), ...same(a.slice(a.length - tail))];
}

function replaced(x: readonly string[], y: readonly string[]): Piece[] {
  return [...x.map((line): Piece => ({ sign: '-', line })), ...y.map((line): Piece => ({ sign: '+', line }))];
}

function aligned(x: readonly string[], y: readonly string[]): Piece[] {
  const width = y.length + 1;
  const lengths = new Uint32Array((x.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] as number;
  for (let i = x.length - 1; i >= 0; i--) {
    for (let j = y.length - 1; j >= 0; j--) lengths[i * width + j] = x[i] === y[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const pieces: Piece[] = [];
  for (let i = 0, j = 0; i < x.length || j < y.length; ) {
    if (i < x.length && j < y.length && x[i] === y[j]) {
      pieces.push({ sign: ' ', line: x[i] as string });
      i++;
      j++;
    } else if (i < x.length && (j === y.length || at(i + 1, j) >= at(i, j + 1))) pieces.push({ sign: '-', line: x[i++] as string });
    else pieces.push({ sign: '+', line: y[j++] as string });
  }
  return pieces;
}
