/** Things by what they are found under, each list in the order of the whole. One may be found under several words, or under none. */
export function grouped<T, W>(things: readonly T[], wordsOf: (thing: T) => Iterable<W>): Map<W, T[]> {
  const found = new Map<W, T[]>();
  for (const thing of things) {
    for (const word of wordsOf(thing)) {
      const same = found.get(word);
      if (same) same.push(thing);
      else found.set(word, [thing]);
    }
  }
  return found;
}
