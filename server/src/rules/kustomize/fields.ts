/** What a field of a kustomization holds: `text`, `flag`, `texts` (a list of them), `map` (of texts), `any`, or an object or list of objects. */
export type Shape = 'text' | 'flag' | 'number' | 'texts' | 'map' | 'any' | Fields | readonly [Fields];
export interface Fields {
  readonly [name: string]: Shape;
}

/** The shape of a field; Go's `encoding/json` does not mind the case of its letters. */
export function shapeOf(fields: Fields, name: string): Shape | undefined {
  const own = Object.keys(fields).find((field) => field.toLowerCase() === name.toLowerCase());
  return own === undefined ? undefined : fields[own];
}

const TARGET: Fields = {
  group: 'text',
  version: 'text',
  kind: 'text',
  name: 'text',
  namespace: 'text',
  labelSelector: 'text',
  annotationSelector: 'text',
};
const GENERATOR_OPTIONS: Fields = { labels: 'map', annotations: 'map', disableNameSuffixHash: 'flag', immutable: 'flag' };
const GENERATOR: Fields = {
  name: 'text',
  namespace: 'text',
  behavior: 'text',
  files: 'texts',
  literals: 'texts',
  env: 'text',
  envs: 'texts',
  options: GENERATOR_OPTIONS,
};
const FIELD_SPECS: readonly [Fields] = [{ group: 'text', version: 'text', kind: 'text', path: 'text', create: 'flag' }];
const SELECTOR: Fields = { ...TARGET, fieldPath: 'text', options: 'any' };

/** The fields of a kustomization: sigs.k8s.io/kustomize/api/types, 5.x, and those that it still rewrites. */
export const KUSTOMIZATION: Fields = {
  apiVersion: 'text',
  kind: 'text',
  metadata: 'any',
  openapi: { path: 'text' },
  namePrefix: 'text',
  nameSuffix: 'text',
  namespace: 'text',
  commonLabels: 'map',
  commonAnnotations: 'map',
  labels: [{ pairs: 'map', includeSelectors: 'flag', includeTemplates: 'flag', fields: FIELD_SPECS }],
  patches: [{ path: 'text', patch: 'text', target: TARGET, options: 'any' }],
  patchesStrategicMerge: 'texts',
  patchesJson6902: [{ path: 'text', patch: 'text', target: TARGET, options: 'any' }],
  images: [{ name: 'text', newName: 'text', newTag: 'text', digest: 'text', tagSuffix: 'text' }],
  imageTags: 'any',
  replacements: [{ path: 'text', source: SELECTOR, targets: [{ select: TARGET, reject: [TARGET], fieldPaths: 'texts', options: 'any' }], sourceValue: 'text' }],
  replicas: [{ name: 'text', count: 'number' }],
  vars: 'any',
  sortOptions: 'any',
  resources: 'texts',
  components: 'texts',
  bases: 'texts',
  crds: 'texts',
  configMapGenerator: [GENERATOR],
  secretGenerator: [{ ...GENERATOR, type: 'text' }],
  generatorOptions: GENERATOR_OPTIONS,
  helmGlobals: 'any',
  helmCharts: 'any',
  helmChartInflationGenerator: 'any',
  configurations: 'texts',
  generators: 'texts',
  transformers: 'texts',
  validators: 'texts',
  buildMetadata: 'texts',
};
