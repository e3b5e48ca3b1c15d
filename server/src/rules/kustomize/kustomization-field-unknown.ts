import { renameKey } from '../../fix/fields';
import type { Value } from '../../model/object';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';
import { type Fields, KUSTOMIZATION, shapeOf } from './fields';

export default rule({
  id: 'kustomization-field-unknown',
  summary: 'A kustomization has a field that kustomize does not know.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kustomization'],

  *check({ root }) {
    if (root?.kind === 'map') yield* unknown(root, KUSTOMIZATION);
  },
});

function* unknown(map: Value, fields: Fields): Iterable<Finding> {
  for (const { name, at, value } of map.fields()) {
    const shape = shapeOf(fields, name);
    if (shape === undefined) {
      const near = suggest(name, Object.keys(fields)).find((one) => !map.get(one));
      const holder = map.path;
      yield {
        at,
        message: holder === '' ? message`kustomize knows no field ${name}.` : message`kustomize knows no field ${name} in ${holder}.`,
        ...(near !== undefined && { fix: { title: message`Rename to ${near}`, safe: false, edits: [renameKey({ at }, near)] } }),
      };
    } else if (typeof shape === 'object') {
      const inner = Array.isArray(shape) ? shape[0] : shape;
      for (const item of Array.isArray(shape) ? value.items() : [value]) if (item.kind === 'map') yield* unknown(item, inner as Fields);
    }
  }
}
