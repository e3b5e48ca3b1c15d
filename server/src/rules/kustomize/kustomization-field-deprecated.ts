import { insertItem, removeField, renameKey } from '../../fix/fields';
import type { Value } from '../../model/object';
import type { Edit } from '../../text/edit';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { rule } from '../rule';
import { labelsEdits, pathsToPatches } from './rewrite';

/** Fields that `kustomize edit fix` rewrites, and what takes their place. */
const OLD: Readonly<Record<string, string>> = table({
  bases: 'resources',
  commonLabels: 'labels',
  imageTags: 'images',
  patchesStrategicMerge: 'patches',
  patchesJson6902: 'patches',
  vars: 'replacements',
  helmChartInflationGenerator: 'helmCharts',
});

export default rule({
  id: 'kustomization-field-deprecated',
  summary: 'A kustomization uses a field that kustomize will drop.',
  severity: 'hint',
  stage: 'apply',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kustomization'],

  *check({ root }) {
    if (root?.kind !== 'map') return;
    for (const { name, at, value } of root.fields()) {
      const next = OLD[name];
      if (next === undefined) continue;
      const edits = rewrite(root, name, value, next);
      yield {
        at,
        tag: 'deprecated',
        message: message`${name} is deprecated; ${next} takes its place.`,
        ...(edits && { fix: { title: message`Rewrite it as ${next}`, safe: false, edits } }),
      };
    }
  },
});

/** The same, said with the new field; undefined where that cannot be done by moving text. */
function rewrite(root: Value, name: string, value: Value, next: string): Edit[] | undefined {
  const there = root.get(next);
  if (root.node.kind === 'map' && root.node.flow) return undefined;
  const rename = renameKey({ at: value.keyAt }, next);
  switch (name) {
    case 'bases':
      if (!there) return [rename];
      return there.kind === 'list' && there.items().length > 0
        ? [...value.strings().map((item) => insertItem(there, item.value)), removeField(value)]
        : undefined;
    case 'imageTags':
    case 'patchesJson6902':
      return there ? undefined : [rename];
    case 'patchesStrategicMerge':
      return there ? undefined : pathsToPatches(value, rename);
    case 'commonLabels':
      return there ? undefined : labelsEdits(value);
    default:
      return undefined;
  }
}
