import type { Document } from '../yaml/node';

/** For a server, which goes on for days. */
const BUDGET = 4 * 1024 * 1024;
/** For one check of everything, which looks at each tree twice. */
export const ONE_CHECK = 64 * 1024 * 1024;

/** Sees to it that not too many YAML trees are kept: those that were not asked for longest go first. */
export class TreeKeeper {
  readonly #read = new Set<Document>();
  #size = 0;
  readonly #budget: number;

  /** `budget` is how much text, in UTF-16 units, may have its tree in memory beside the files that are open. A tree is about five times its text. */
  constructor(budget = BUDGET) {
    this.#budget = budget;
  }

  touch(document: Document): void {
    if (this.#read.has(document)) return;
    this.#read.add(document);
    this.#size += document.text.length;
  }

  forget(document: Document): void {
    if (this.#read.delete(document)) this.#size -= document.text.length;
  }

  /** Releases trees down to the budget. Called between answers, never while one is being made. */
  trim(): void {
    if (this.#size <= this.#budget) return;
    for (const document of this.#read) {
      this.forget(document);
      document.release();
      // Well below the budget, so that not every answer has to trim.
      if (this.#size <= this.#budget / 2) return;
    }
  }
}
