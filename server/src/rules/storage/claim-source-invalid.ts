import { setField } from '../../fix/fields';
import { claimsOf } from '../../model/claim';
import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

const SNAPSHOTS = 'snapshot.storage.k8s.io';

export default rule({
  id: 'claim-source-invalid',
  summary: 'A claim is to be filled from something that volumes cannot be filled from.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['PersistentVolumeClaim', 'StatefulSet'],

  // kubernetes/pkg/apis/core/validation/validation.go, validateDataSource and validateDataSourceRef.
  *check(object) {
    for (const { spec } of claimsOf(object)) {
      const [source, reference] = [spec.given('dataSource'), spec.given('dataSourceRef')];
      for (const one of [source, reference]) if (one?.kind === 'map') yield* checkSource(one);
      if (source?.kind !== 'map' || reference?.kind !== 'map' || reference.given('namespace')) continue;
      const differs = ['kind', 'name', 'apiGroup'].find((field) => (source.string(field)?.value ?? '') !== (reference.string(field)?.value ?? ''));
      if (differs !== undefined)
        yield {
          at: reference.get(differs)?.at ?? reference.keyAt,
          message: message`${'dataSource'} and ${'dataSourceRef'} must name the same, but differ in ${differs}.`,
          related: [{ at: source.get(differs)?.at ?? source.keyAt, message: message`The other source is here.` }],
        };
    }
  },
});

function* checkSource(source: Value): Iterable<Finding> {
  const kind = source.string('kind');
  const written = source.get('apiGroup');
  if (!kind || (written && written.kind !== 'null' && written.string()?.value !== '') || kind.value === 'PersistentVolumeClaim') return;
  const fix: Fix | undefined =
    kind.value === 'VolumeSnapshot' ? { title: message`Add the group ${SNAPSHOTS}`, safe: false, edits: setField(source, ['apiGroup'], SNAPSHOTS) } : undefined;
  yield {
    at: kind.at,
    message: message`Without ${'apiGroup'} only a ${'PersistentVolumeClaim'} can be the source, and not a ${kind.value}.`,
    ...(fix && { fix }),
  };
}
