/** What was measured. A figure with a budget is printed with whether it keeps it. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** It must stay below this ... */
  readonly below?: number;
  /** ... or reach this. */
  readonly atLeast?: number;
  /** What it was measured on. */
  readonly on?: string;
}

/** Hands a figure to the process that prints them all, one line each. */
export function say(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}

/** Milliseconds of processor time that this process has used, its garbage collector included. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds that each of some runs took. The machine's other work shows in the slow ones. */
export function timesOf(runs: number, run: (index: number) => void): number[] {
  const times: number[] = [];
  for (let index = 0; index < runs; index++) {
    const start = performance.now();
    run(index);
    times.push(performance.now() - start);
  }
  return times;
}

/** The value that a share of all does not exceed: 0.5 for the median. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Bytes that are in use once everything that can go is gone. Needs `--expose-gc`. */
export function usedHeap(): number {
  for (let turn = 0; turn < 4; turn++) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** Keeps a value in use, so that making it is not optimised away and it counts as used. */
export function hold(value: unknown): void {
  held = value;
}
export let held: unknown;

/** Makes something of every item, for the time that takes. */
export function makeOfAll<T>(items: readonly T[], make: (item: T, index: number) => unknown): void {
  for (const [index, item] of items.entries()) hold(make(item, index));
}
