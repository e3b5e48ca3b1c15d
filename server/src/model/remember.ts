/**
 * A function of a list, worked out once for each list. For what many subjects of a rule need to know of the same list of
 * the project, which stays the same list until something in it changes.
 */
export function remember<T, R>(work: (list: readonly T[]) => R): (list: readonly T[]) => R {
  const known = new WeakMap<readonly T[], { readonly answer: R }>();
  return (list) => {
    const found = known.get(list) ?? { answer: work(list) };
    known.set(list, found);
    return found.answer;
  };
}
