import type { Edit } from '../text/edit';
import type { Value } from '../yaml/value';
import { insertItem, setField } from './fields';
import type { Data } from './write-yaml';

/** Adds an item to a list of a mapping; the list is made where it is missing. */
export function addItem(map: Value, list: string, item: Data): Edit[] {
  const written = map.get(list);
  return written?.kind === 'list' ? [insertItem(written, item)] : setField(map, [list], [item]);
}

/** Gives a container a variable. */
export function addVariable(container: Value, name: string, value: string): Edit[] {
  return addItem(container, 'env', { name, value });
}

/** Mounts a new empty folder into a container. The container's edit comes first: where both land at one place, it belongs above. */
export function addEmptyDir(container: Value, podSpec: Value, name: string, path: string): Edit[] {
  return [...addItem(container, 'volumeMounts', { name, mountPath: path }), ...addItem(podSpec, 'volumes', { name, emptyDir: {} })];
}
