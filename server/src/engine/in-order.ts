import { compareReports, distinctReports, type Report, withoutCovered } from './report';

/**
 * The reports of one file in order, each once and without what others cover, from one list for each source. Most lists
 * are as they were the last time, and then cost a look at their ends. Undefined where lists lie across each other, or
 * in several files.
 */
export function inOrder(file: string, lists: readonly (readonly Report[])[]): { readonly total: number; first(count: number): Report[] } | undefined {
  const tidy: (readonly Report[])[] = [];
  let total = 0;
  let end = -1;
  for (const list of lists) {
    if (list.length === 0) continue;
    const known = tidied(list);
    if (known.file !== file) return undefined;
    const { reports } = known;
    const [first] = reports;
    if (!first) continue;
    if (first.at.start <= end) return undefined;
    end = (reports.at(-1) as Report).at.start;
    total += reports.length;
    tidy.push(reports);
  }
  return { total, first: (count) => firstOf(tidy, count) };
}

function firstOf(lists: readonly (readonly Report[])[], count: number): Report[] {
  const reports: Report[] = [];
  for (const list of lists) {
    if (reports.length >= count) break;
    reports.push(...list.slice(0, count - reports.length));
  }
  return reports;
}

interface Tidied {
  /** The file of all reports; undefined where there are several. */
  readonly file: string | undefined;
  readonly reports: readonly Report[];
}

const known = new WeakMap<readonly Report[], Tidied>();

/** Reports move with their document, which changes neither their order nor their file. */
function tidied(list: readonly Report[]): Tidied {
  const found = known.get(list);
  if (found) return found;
  const file = list[0]?.at.file;
  const shown = list.filter(({ hidden }) => !hidden);
  const made = {
    file: list.every(({ at }) => at.file === file) ? file : undefined,
    reports: withoutCovered(distinctReports(shown.sort(compareReports))),
  };
  known.set(list, made);
  return made;
}
