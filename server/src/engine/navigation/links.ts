import { folderOf, resolvePath } from '../../text/path';
import type { Span } from '../../text/span';
import type { Value } from '../../yaml/value';
import type { Analysis } from '../analysis';

/** A place that names a file of the workspace. */
export interface FileLink {
  readonly at: Span;
  readonly file: string;
}

/** Keys of a kustomization whose values are paths of files or folders. */
const PATHS = ['resources', 'bases', 'components', 'patchesStrategicMerge', 'crds', 'configurations', 'generators', 'transformers', 'validators'];

/** The files that a kustomization or skaffold file names, where they exist. */
export function fileLinks(analysis: Analysis, file: string): FileLink[] {
  const folder = folderOf(file);
  return analysis.documentsOf(file).flatMap(({ root, classification }) => {
    if (!root || classification.kind !== 'kustomization') return [];
    const named = [
      ...PATHS.flatMap((key) => root.items(key)),
      ...root.items('patches').flatMap((item) => item.get('path') ?? []),
      ...root.items('patchesJson6902').flatMap((item) => item.get('path') ?? []),
    ];
    return named.flatMap((value) => linkOf(analysis, folder, value));
  });
}

function linkOf(analysis: Analysis, folder: string, value: Value): FileLink[] {
  const path = value.string()?.value;
  if (path === undefined || path.includes('\n') || path.includes('://')) return [];
  const target = resolvePath(folder, path);
  const found = [target, ...['kustomization.yaml', 'kustomization.yml', 'Kustomization'].map((name) => `${target}/${name}`)].find((one) => analysis.has(one));
  return found === undefined ? [] : [{ at: value.at, file: found }];
}
