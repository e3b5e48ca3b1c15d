import type { KubeObject } from './object';
import { remember } from './remember';

/** The objects of a list that have a name, in the order of the list. */
export function named(name: string, objects: readonly KubeObject[]): readonly KubeObject[] {
  return byName(objects).get(name) ?? [];
}

const byName = remember((objects: readonly KubeObject[]) => {
  const found = new Map<string, KubeObject[]>();
  for (const object of objects) {
    const same = found.get(object.name?.value ?? '');
    if (same) same.push(object);
    else found.set(object.name?.value ?? '', [object]);
  }
  return found;
});
