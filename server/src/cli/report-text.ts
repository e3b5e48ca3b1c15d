import type { Severity } from '../rules/rule';
import { type Message, message, render, type Translate, visible } from '../text/message';
import type { CheckResult, ShownFinding } from './report';

export interface TextOptions {
  readonly colour: boolean;
  readonly translate: Translate | undefined;
  /** What kubectl or docker shows for a rule. */
  readonly symptomOf: (rule: string) => string | undefined;
}

const COLOURS: Readonly<Record<Severity | 'dim' | 'bold' | 'green', string>> = {
  error: '31',
  warning: '33',
  info: '36',
  hint: '90',
  dim: '2',
  bold: '1',
  green: '32',
};

/** The report for people: place, message, the line itself, what they would see, and what mends it. */
export function toTextReport(result: CheckResult, { colour, translate, symptomOf }: TextOptions): string {
  const paint = (style: keyof typeof COLOURS, text: string) => (colour ? `\u001b[${COLOURS[style]}m${text}\u001b[0m` : text);
  const say = (said: Message) => render(said, translate);
  const blocks = result.findings.map((finding) => {
    const { file, range, severity, rule, seen, fixes, related } = finding;
    const lines = [
      `${paint('bold', `${visible(file)}:${range.start.line + 1}:${range.start.character + 1}`)}  ${paint(severity, say(SEVERITIES[severity]))}  ${paint('dim', rule)}`,
      `  ${finding.message}`,
    ];
    lines.push(...excerpt(finding, result.textOf(file), paint));
    const symptom = severity === 'error' || severity === 'warning' ? (seen ?? symptomOf(rule)) : undefined;
    if (symptom !== undefined) lines.push(`  ${sentences([paint('dim', say(message`You would see something like:`)), symptom])}`);
    for (const other of related)
      lines.push(`  ${paint('dim', `${other.file}:${other.range.start.line + 1}:${other.range.start.character + 1}`)} ${other.message}`);
    for (const fix of fixes) lines.push(`  ${sentences([paint('green', say(fix.safe ? message`Fix (--fix):` : message`Fix:`)), fix.title])}`);
    return lines.join('\n');
  });
  return `${[...blocks, summary(result, say, paint)].join('\n\n')}\n`;
}

const SEVERITIES: Readonly<Record<Severity, Message>> = { error: message`error`, warning: message`warning`, info: message`info`, hint: message`hint` };

function excerpt({ range, severity }: ShownFinding, text: string, paint: (style: Severity | 'dim', text: string) => string): string[] {
  const line = text.split('\n')[range.start.line]?.replace(/\r$/, '');
  if (line === undefined || line.trim() === '') return [];
  const number = String(range.start.line + 1);
  // A long line is shown around its fault.
  const from = Math.max(0, range.start.character - 80);
  const shown = line
    .slice(from, from + 140)
    .replaceAll('\t', ' ')
    .replaceAll(/\p{Cc}/gu, '\ufffd');
  const end = range.end.line > range.start.line ? line.length : range.end.character;
  const width = Math.max(1, widthOf(line.slice(range.start.character, Math.min(end, from + 140))));
  const margin = ' '.repeat(number.length);
  return [
    `  ${paint('dim', `${number} |`)} ${shown}`,
    `  ${paint('dim', `${margin} |`)} ${' '.repeat(widthOf(shown.slice(0, range.start.character - from)))}${paint(severity, '^'.repeat(width))}`,
  ];
}

/** Chinese characters take two columns in a terminal. */
function widthOf(text: string): number {
  return [...text].reduce(
    (sum, character) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(character) ? 2 : 1),
    0,
  );
}

function summary(
  { files, documents, mended, findings }: CheckResult,
  say: (said: Message) => string,
  paint: (style: 'bold' | 'green', text: string) => string,
): string {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const checked = [
    message`${counted(files, message`1 file`, message`${files} files`)} and ${counted(documents, message`1 YAML document`, message`${documents} YAML documents`)} checked.`,
    ...(mended > 0 ? [counted(mended, message`1 file was mended.`, message`${mended} files were mended.`)] : []),
  ];
  if (findings.length === 0) return paint('green', sentences([...checked, message`Nothing found.`].map(say)));
  const fixable = findings.filter(({ fixes }) => fixes.some(({ safe }) => safe)).length;
  const [errors, warnings, infos, hints] = [count('error'), count('warning'), count('info'), count('hint')];
  const found = message`Found ${counted(errors, message`1 error`, message`${errors} errors`)}, ${counted(warnings, message`1 warning`, message`${warnings} warnings`)}, ${counted(infos, message`1 info`, message`${infos} infos`)} and ${counted(hints, message`1 hint`, message`${hints} hints`)}.`;
  const mendable =
    fixable > 0 ? [say(counted(fixable, message`1 of them can be mended with --fix.`, message`${fixable} of them can be mended with --fix.`))] : [];
  return sentences([paint('bold', sentences([...checked, found].map(say))), ...mendable]);
}

/** English has a form for one; languages that do not translate both the same way. */
function counted(count: number, one: Message, many: Message): Message {
  return count === 1 ? one : many;
}

/** Chinese puts no blank between sentences, nor behind its own colon. */
function sentences(said: readonly string[]): string {
  return said.join(' ').replaceAll(/([。：！？](?:\p{Cc}\[\d*m)*) /gu, '$1');
}
