import { folderOf, isBelow } from '../text/path';
import type { KubeObject } from './object';
import type { Project } from './project';
import { remember } from './remember';

/** True where two objects lie in one file or one folder, and so are most likely applied together. */
export function liesBeside(left: KubeObject, right: KubeObject): boolean {
  return left.file === right.file || folderOf(left.file) === folderOf(right.file);
}

/** True where an object of the kind lies in the folder of `from`: whoever keeps one there would keep the others there too. */
export function definesBeside(kind: string, from: KubeObject, project: Project): boolean {
  return foldersOf(project.objects(kind)).has(folderOf(from.file));
}

const foldersOf = remember((objects: readonly KubeObject[]) => new Set(objects.map(({ file }) => folderOf(file))));

/** True for the namespaces that a cluster fills by itself: what is named there need not be in any file. */
export function isSystemNamespace(namespace: string | undefined): boolean {
  return namespace === 'kube-system' || namespace === 'kube-public' || namespace === 'kube-node-lease';
}

/** True where a kustomization lies in the folder of an object or above it: it may fill in what the file leaves out. */
export function isKustomized(object: KubeObject, project: Project): boolean {
  return project.documentsOf('kustomization').some(({ file }) => isBelow(folderOf(file), object.file));
}

/** True for one object read twice: as its file holds it, and as an overlay makes it. Overlays may give it a namespace. */
export function isSameObject(left: KubeObject, right: KubeObject): boolean {
  return (
    left === right || (left.file === right.file && left.kind.value === right.kind.value && left.group === right.group && left.name?.value === right.name?.value)
  );
}
