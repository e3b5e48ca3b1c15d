import type { Value } from '../../model/object';

/** A file or folder that a kustomization names. */
export interface Named {
  readonly value: Value;
  /** The path, without the key that generators may have before it. */
  readonly path: string;
  /** What may lie there: a folder with a kustomization of its own, a YAML file, or any file. */
  readonly kinds: 'resource' | 'component' | 'yaml' | 'any';
}

/** Every path in a kustomization, in the order of its fields. What is no path but text or an address is left out. */
export function namedFiles(root: Value): Named[] {
  const found: Named[] = [];
  const add = (value: Value | undefined, kinds: Named['kinds']) => {
    const text = value?.string()?.value;
    if (!value || text === undefined || text === '' || text.includes('\n') || /^\s*[[{]/.test(text)) return;
    found.push({ value, path: kinds === 'any' ? text.slice(text.indexOf('=') + 1) : text, kinds });
  };
  for (const key of ['resources', 'bases']) for (const item of root.items(key)) add(item, 'resource');
  for (const item of root.items('components')) add(item, 'component');
  for (const key of ['crds', 'configurations', 'patchesStrategicMerge']) for (const item of root.items(key)) add(item, 'yaml');
  for (const key of ['generators', 'transformers', 'validators']) for (const item of root.items(key)) add(item, 'resource');
  for (const key of ['patches', 'patchesJson6902', 'replacements']) for (const item of root.items(key)) add(item.get('path'), 'yaml');
  add(root.get('openapi', 'path'), 'yaml');
  for (const item of root.items('helmCharts')) {
    add(item.get('valuesFile'), 'yaml');
    for (const file of item.items('additionalValuesFiles')) add(file, 'yaml');
  }
  for (const key of ['configMapGenerator', 'secretGenerator']) {
    for (const item of root.items(key)) {
      add(item.get('env'), 'any');
      for (const list of ['files', 'envs']) for (const file of item.items(list)) add(file, 'any');
    }
  }
  return found;
}
