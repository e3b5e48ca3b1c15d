import { grouped } from './grouped';
import type { KubeObject } from './object';
import { remember } from './remember';

/** The objects of a list that have a name, in the order of the list. */
export function named(name: string, objects: readonly KubeObject[]): readonly KubeObject[] {
  return byName(objects).get(name) ?? [];
}

const byName = remember((objects: readonly KubeObject[]) => grouped(objects, ({ name }) => [name?.value ?? '']));
