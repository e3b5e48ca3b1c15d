import { sharedFolders } from '../text/path';
import type { KustomizeIndex } from './kustomize/kustomize-index';
import type { KubeObject } from './object';

/** More than any path has folders. */
const TOGETHER = 1e6;

/**
 * Of several objects of one kind and name, those that belong to a file: the ones that a kustomization takes together with it,
 * otherwise the closest. Environments side by side hold the same names, and none of them means what is another's.
 */
export function belonging(file: string, objects: readonly KubeObject[], kustomize: KustomizeIndex): readonly KubeObject[] {
  if (objects.length < 2) return objects;
  const ends = kustomize.endsOf(file);
  const closeness = (object: KubeObject) => {
    if (object.file === file) return Number.MAX_SAFE_INTEGER;
    return sharedFolders(object.file, file) + (kustomize.endsOf(object.file).some((end) => ends.includes(end)) ? TOGETHER : 0);
  };
  const best = new Map<string, number>();
  const ranked = objects.map((object) => {
    const key = `${object.kind.value}/${object.name?.value ?? ''}`;
    const rank = closeness(object);
    best.set(key, Math.max(best.get(key) ?? 0, rank));
    return { object, key, rank };
  });
  return ranked.flatMap(({ object, key, rank }) => (rank === best.get(key) ? object : []));
}
