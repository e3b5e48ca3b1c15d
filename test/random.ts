/** How many times the usual number of random cases are tried. `FUZZ=20 node test/run.mjs yaml` looks harder. */
export const FUZZ = Math.max(1, Number(process.env.FUZZ ?? 1) || 1);

/** Fixed, so that a run that fails fails again; `SEED=7` tries other cases. Tests print the seed that they used. */
export const SEED = Number(process.env.SEED ?? 1) || 1;

/** Random numbers that come out the same for the same seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 up to, but not including, `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** A text with one random change: something left out, put in, moved or indented otherwise. */
  edit(text: string, pieces: readonly string[]): string {
    const at = this.below(text.length + 1);
    const lineStart = text.lastIndexOf('\n', at - 1) + 1;
    const lineEnd = text.indexOf('\n', at) + 1 || text.length;
    switch (this.below(8)) {
      case 0:
        return text.slice(0, at) + text.slice(at + 1);
      case 1:
        return text.slice(0, at) + text.slice(at + 1 + this.below(20));
      case 2:
        return text.slice(0, at);
      case 3:
        return text.slice(0, lineStart) + ' '.repeat(1 + this.below(3)) + text.slice(lineStart);
      case 4:
        return text.slice(0, lineStart) + text.slice(Math.min(text.length, lineStart + 1 + this.below(3)));
      case 5: {
        const to = text.lastIndexOf('\n', this.below(text.length + 1) - 1) + 1;
        return text.slice(0, to) + text.slice(lineStart, lineEnd) + text.slice(to);
      }
      default:
        return text.slice(0, at) + this.pick(pieces) + text.slice(at + this.below(2));
    }
  }
}

/** The shortest text, found by leaving out lines and then characters, for which `fails` still holds. */
export function shortest(text: string, fails: (text: string) => boolean): string {
  let found = text;
  for (let size = found.length; size >= 1; size = size > 1 ? size >> 1 : 0) {
    for (let at = 0; at < found.length; ) {
      const shorter = found.slice(0, at) + found.slice(at + size);
      if (shorter.length < found.length && fails(shorter)) found = shorter;
      else at += size;
    }
  }
  return found;
}
