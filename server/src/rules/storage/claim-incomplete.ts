import { insertField, removeItem, setField } from '../../fix/fields';
import { Raw } from '../../fix/write-yaml';
import { type Claim, claimsOf } from '../../model/claim';
import type { KubeObject } from '../../model/object';
import { parseQuantity } from '../../model/quantity';
import { isTemplated } from '../../model/templated';
import { workloadOf } from '../../model/workload';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'claim-incomplete',
  summary: 'A claim for a volume does not say how it is used, or how large it must be.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',

  *check(object) {
    for (const claim of [...claimsOf(object), ...ephemeralClaims(object)]) {
      yield* checkModes(claim);
      yield* checkSize(claim);
    }
  },
});

/** What pods claim for themselves, with volumes of the kind `ephemeral`. */
function ephemeralClaims(object: KubeObject): Pick<Claim, 'spec' | 'modes'>[] {
  const sources = workloadOf(object)?.pod.volumes.flatMap((volume) => volume.sources.filter(({ kind }) => kind === 'ephemeral')) ?? [];
  return sources.flatMap(({ value }) => {
    const spec = value.get('volumeClaimTemplate', 'spec');
    return spec?.kind === 'map' ? [{ spec, modes: spec.strings('accessModes') }] : [];
  });
}

// kubernetes/pkg/apis/core/validation/validation.go, ValidatePersistentVolumeClaimSpec.
function* checkModes({ spec, modes }: Pick<Claim, 'spec' | 'modes'>): Iterable<Finding> {
  const written = spec.get('accessModes');
  if (!written || written.kind === 'null' || (written.kind === 'list' && written.items().length === 0)) {
    const edits = written ? setField(spec, ['accessModes'], ['ReadWriteOnce']) : [insertField(spec, 'accessModes', ['ReadWriteOnce'])];
    const fix: Fix = { title: message`Let one node mount it`, safe: false, edits };
    yield { at: written?.keyAt ?? spec.keyAt, message: message`A claim needs at least one access mode, such as ${'ReadWriteOnce'}.`, fix };
    return;
  }
  const alone = modes.find(({ value }) => value === 'ReadWriteOncePod');
  const other = written.items().find((item) => item.string()?.value !== 'ReadWriteOncePod');
  if (!alone || !other) return;
  const fix: Fix = { title: message`Remove ${other.words ?? ''}`, safe: false, edits: [removeItem(other)] };
  yield { at: alone.at, message: message`${alone.value} cannot be combined with other access modes.`, fix };
}

function* checkSize({ spec }: Pick<Claim, 'spec'>): Iterable<Finding> {
  const requests = spec.get('resources', 'requests');
  const size = requests?.given('storage');
  if (!size) {
    if (requests && requests.kind !== 'map' && requests.kind !== 'null') return;
    const fix: Fix = {
      title: message`Ask for ${'1Gi'}`,
      safe: false,
      edits: setField(spec, ['resources', 'requests', 'storage'], new Raw(`\${1:1Gi}`), { snippet: true }),
    };
    yield { at: (requests ?? spec.get('resources') ?? spec).keyAt, message: message`A claim must say how much storage it asks for.`, fix };
    return;
  }
  const amount = size.words === undefined || isTemplated(size.words) ? undefined : parseQuantity(size.words);
  if (amount !== undefined && amount <= 0) yield { at: size.at, message: message`A claim must ask for more than nothing.` };
}
