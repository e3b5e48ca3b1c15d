/**
 * The examples of a rule's page. Every `###` heading below `## Examples` (in `test/rules/<id>.md`: every `###`) is one
 * project in memory:
 *
 * - A fence with `title="path"` is a file. A file named `.seaworthy.yaml` is the configuration of the example.
 * - A line of carets below a line of code is an expectation: the carets mark the place, behind them stand the severity
 *   (`error`, `warning`, `info`, `hint`, or `related` for a related place) and the whole message. In front of the carets
 *   stands the comment sign of the language; a line of carets without one marks places at columns 0 and 1.
 *   A place that goes on over several lines is marked to the end of its first line. Caret lines are not part of the file.
 * - A fence with `title="path" fixed="Title"` is the text of the file after the fix of that title, written without its
 *   backticks (Markdown allows none there). A file that the fix makes is written the same way.
 * - A fence with `committed="path"` is what the last commit has for a file.
 * - An example without carets is clean.
 *
 * `UPDATE=1 npm test` writes the caret lines and the fixed texts anew.
 */
export interface Example {
  readonly title: string;
  readonly files: ReadonlyMap<string, string>;
  /** What the last commit has for files. */
  readonly committed: ReadonlyMap<string, string>;
  readonly expected: readonly Mark[];
  readonly fixes: readonly ExpectedFix[];
}

/** A marked place: offsets in the file's text, cut at the end of the first line. */
export interface Mark {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

export interface ExpectedFix {
  readonly title: string;
  readonly file: string;
  readonly text: string;
}

const FENCE = /^```([\w-]*)(.*)$/;
const CARETS = /^(\s*)(#|\/\/)?(\s*)(\^+) ((?:error|warning|info|hint|related): .+)$/;

/** Reads the examples of a page. */
export function readExamples(markdown: string): Example[] {
  const examples: { title: string; files: Map<string, string>; committed: Map<string, string>; expected: Mark[]; fixes: ExpectedFix[] }[] = [];
  for (const block of blocksOf(markdown)) {
    if (block.kind === 'heading') {
      examples.push({ title: block.text, files: new Map(), committed: new Map(), expected: [], fixes: [] });
      continue;
    }
    const example = examples.at(-1);
    if (example && block.committed !== undefined) example.committed.set(block.committed, `${block.lines.join('\n')}\n`);
    if (!example || block.file === undefined) continue;
    if (block.fixed !== undefined) example.fixes.push({ title: block.fixed, file: block.file, text: block.lines.join('\n') });
    else example.expected.push(...readFile(block.file, block.lines, example.files));
  }
  return examples.filter(({ files }) => files.size > 0);
}

interface Heading {
  readonly kind: 'heading';
  readonly text: string;
}

interface Fence {
  readonly kind: 'fence';
  readonly file: string | undefined;
  readonly fixed: string | undefined;
  readonly committed: string | undefined;
  readonly lines: readonly string[];
  /** Line numbers of the first and behind the last line of the body. */
  readonly from: number;
  readonly to: number;
}

function* blocksOf(markdown: string): Iterable<Heading | Fence> {
  const lines = markdown.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    if (line.startsWith('## ') && line !== '## Examples') yield { kind: 'heading', text: '' };
    if (line.startsWith('### ')) yield { kind: 'heading', text: line.slice(4) };
    const fence = FENCE.exec(line);
    if (!fence) continue;
    const end = lines.indexOf('```', i + 1);
    if (end < 0) throw new Error(`the fence on line ${i + 1} does not end`);
    const attributes = fence[2] ?? '';
    const fixed = /fixed="([^"]*)"/.exec(attributes)?.[1];
    const committed = /committed="([^"]*)"/.exec(attributes)?.[1];
    yield { kind: 'fence', file: /title="([^"]*)"/.exec(attributes)?.[1], fixed, committed, lines: lines.slice(i + 1, end), from: i + 1, to: end };
    i = end;
  }
}

function readFile(file: string, lines: readonly string[], files: Map<string, string>): Mark[] {
  const marks: Mark[] = [];
  const code: string[] = [];
  let length = 0;
  let lineStart = 0;
  for (const line of lines) {
    const carets = CARETS.exec(line);
    if (carets && code.length > 0) {
      const [, before = '', sign = '', gap = '', marked = '', label = ''] = carets;
      const start = lineStart + before.length + sign.length + gap.length;
      marks.push({ file, start, end: start + marked.length, label });
      continue;
    }
    lineStart = length;
    length += line.length + 1;
    code.push(line);
  }
  files.set(file, code.length === 0 ? '' : `${code.join('\n')}\n`);
  return marks;
}

/** The page with its caret lines and fixed texts written anew. `answer` gives what is true for an example. */
export function rewritePage(
  markdown: string,
  answer: (example: Example) => { marks: readonly Mark[]; fixed: (file: string, title: string) => string | undefined },
): string {
  const lines = markdown.split('\n');
  const examples = readExamples(markdown);
  const replacements: { from: number; to: number; lines: readonly string[] }[] = [];
  let title = '';
  for (const block of blocksOf(markdown)) {
    if (block.kind === 'heading') {
      title = block.text;
      continue;
    }
    const example = examples.find((one) => one.title === title);
    if (!example || block.file === undefined) continue;
    const { marks, fixed } = answer(example);
    const text = block.fixed === undefined ? undefined : fixed(block.file, block.fixed);
    if (block.fixed === undefined)
      replacements.push({ from: block.from, to: block.to, lines: writeCarets(block.file, example.files.get(block.file) ?? '', marks) });
    else if (text !== undefined) replacements.push({ from: block.from, to: block.to, lines: text.replace(/\n$/, '').split('\n') });
  }
  for (const { from, to, lines: body } of replacements.reverse()) lines.splice(from, to - from, ...body);
  return lines.join('\n');
}

function writeCarets(file: string, text: string, marks: readonly Mark[]): string[] {
  const sign = /\.go$|go\.mod$/.test(file) ? '//' : '#';
  const written: string[] = [];
  let start = 0;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    written.push(line);
    const end = start + line.length;
    for (const mark of marks) {
      if (mark.file !== file || mark.start < start || mark.start > end) continue;
      const column = mark.start - start;
      const indent = Math.min(line.length - line.trimStart().length, column - sign.length - 1);
      const before =
        column < sign.length + 1 ? ' '.repeat(column) : ' '.repeat(Math.max(0, indent)) + sign + ' '.repeat(column - sign.length - Math.max(0, indent));
      written.push(`${before}${'^'.repeat(Math.max(1, mark.end - mark.start))} ${mark.label}`);
    }
    start = end + 1;
  }
  return written;
}

/** Where a span is marked: a place that goes on over several lines ends with its first line. */
export function markOf(text: string, start: number, end: number): { start: number; end: number } {
  const feed = text.indexOf('\n', start);
  return { start, end: Math.max(start + 1, feed < 0 ? Math.min(end, Math.max(text.length, start + 1)) : Math.min(end, feed)) };
}
