/** The times at which a schedule runs, as robfig/cron v3 reads it (`ParseStandard`), which is what the API server calls. */
export interface CronSchedule {
  readonly kind: 'times';
  /** Minute, hour, day of the month, month, day of the week. */
  readonly fields: readonly CronField[];
}

export interface CronField {
  readonly values: ReadonlySet<number>;
  /** Written as `*`: days of the month and of the week then need not both fit. */
  readonly isStar: boolean;
}

/** Why a schedule is refused. */
export type CronFault =
  | { readonly kind: 'fields'; readonly count: number }
  | { readonly kind: 'descriptor'; readonly text: string }
  | { readonly kind: 'duration'; readonly text: string }
  | { readonly kind: 'word'; readonly text: string; readonly field: number }
  | { readonly kind: 'range'; readonly text: string; readonly field: number; readonly least: number; readonly most: number }
  | { readonly kind: 'reversed'; readonly text: string }
  | { readonly kind: 'step'; readonly text: string };

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
}

const BOUNDS: readonly Bounds[] = [
  { least: 0, most: 59, names: [] },
  { least: 0, most: 23, names: [] },
  { least: 1, most: 31, names: [] },
  { least: 1, most: 12, names: ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { least: 0, most: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const DESCRIPTORS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/** Reads a schedule without its time zone. `every` stands for the schedules that are written as one word. */
export function parseCron(schedule: string): CronSchedule | { readonly kind: 'every' } | CronFault {
  if (schedule.startsWith('@')) return parseDescriptor(schedule);
  const words = schedule.split(/\s+/).filter((word) => word !== '');
  if (words.length !== BOUNDS.length) return { kind: 'fields', count: words.length };
  const fields: CronField[] = [];
  for (const [index, word] of words.entries()) {
    const field = parseField(word, index);
    if ('kind' in field) return field;
    fields.push(field);
  }
  return { kind: 'times', fields };
}

/** True where some day of some year fits; 29 February counts as one. */
export function everRuns({ fields }: CronSchedule): boolean {
  const [minutes, hours, days, months, weekdays] = fields as [CronField, CronField, CronField, CronField, CronField];
  if ([minutes, hours, months, weekdays, days].some(({ values }) => values.size === 0)) return false;
  // With both kinds of days written, either is enough.
  if (!weekdays.isStar && !days.isStar) return true;
  return [...months.values].some((month) => [...days.values].some((day) => day <= (month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31)));
}

function parseDescriptor(text: string): { readonly kind: 'every' } | CronFault {
  if (DESCRIPTORS.includes(text)) return { kind: 'every' };
  if (!text.startsWith('@every ')) return { kind: 'descriptor', text };
  const duration = text.slice('@every '.length);
  return /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.test(duration) ? { kind: 'every' } : { kind: 'duration', text: duration };
}

function parseField(word: string, field: number): CronField | CronFault {
  const values = new Set<number>();
  let isStar = false;
  for (const part of word.split(',').filter((one) => one !== '')) {
    const range = parseRange(part, field);
    if ('kind' in range) return range;
    for (let value = range.from; value <= range.to; value += range.step) values.add(value);
    isStar ||= range.isStar;
  }
  return { values, isStar };
}

function parseRange(text: string, field: number): { from: number; to: number; step: number; isStar: boolean } | CronFault {
  const { least, most } = BOUNDS[field] as Bounds;
  const [range = '', stepText, ...more] = text.split('/');
  const [low = '', high, ...rest] = range.split('-');
  const step = stepText === undefined ? 1 : readNumber(stepText);
  if (more.length > 0 || step === undefined || step === 0) return { kind: 'step', text };
  if (low === '*' || low === '?') return { from: least, to: most, step, isStar: step === 1 };
  if (rest.length > 0) return { kind: 'word', text, field };
  const from = readValue(low, field);
  const end = high === undefined ? from : readValue(high, field);
  if (from === undefined || end === undefined) return { kind: 'word', text: from === undefined ? low : (high ?? ''), field };
  const to = high === undefined && stepText !== undefined ? most : end;
  if (from < least || to > most) return { kind: 'range', text, field, least, most };
  return from > to ? { kind: 'reversed', text } : { from, to, step, isStar: false };
}

function readValue(text: string, field: number): number | undefined {
  const name = (BOUNDS[field] as Bounds).names.indexOf(text.toLowerCase());
  return text !== '' && name >= 0 ? name : readNumber(text);
}

function readNumber(text: string): number | undefined {
  return /^\+?\d+$/.test(text) ? Number(text) : undefined;
}
