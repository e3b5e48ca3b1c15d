import { removeItem, replaceValue } from '../../fix/fields';
import { volumeSourcesOf } from '../../model/claim';
import { parseQuantity } from '../../model/quantity';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'persistent-volume-invalid',
  summary: 'A PersistentVolume lacks what every volume must have.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['PersistentVolume'],

  // kubernetes/pkg/apis/core/validation/validation.go, ValidatePersistentVolumeSpec.
  *check(object) {
    const { group, value } = object;
    const spec = value.get('spec');
    if (group !== '' || spec?.kind !== 'map') return;
    const modes = spec.get('accessModes');
    if (!modes || modes.kind === 'null' || (modes.kind === 'list' && modes.items().length === 0))
      yield { at: modes?.keyAt ?? spec.keyAt, message: message`A volume needs at least one access mode, such as ${'ReadWriteOnce'}.` };
    const alone = spec.items('accessModes').find(({ plain }) => plain === 'ReadWriteOncePod');
    const beside = spec.items('accessModes').find(({ plain, words }) => plain !== 'ReadWriteOncePod' && !isTemplated(words ?? ''));
    if (alone && beside) {
      const fix: Fix = { title: message`Remove ${beside.words ?? ''}`, safe: false, edits: [removeItem(beside)] };
      yield { at: alone.at, message: message`${'ReadWriteOncePod'} cannot be combined with other access modes.`, fix };
    }
    const capacity = spec.get('capacity');
    if (!spec.given('capacity', 'storage'))
      yield { at: capacity?.keyAt ?? spec.keyAt, message: message`A volume must say in ${'capacity.storage'} how much it holds.` };
    for (const { name, at, value: amount } of capacity?.fields() ?? []) {
      if (isTemplated(name)) continue;
      if (name !== 'storage') yield { at, message: message`The capacity of a volume is ${'storage'} alone, not ${name}.` };
      else if (amount.words !== undefined && (parseQuantity(amount.words) ?? 1) <= 0)
        yield { at: amount.at, message: message`A volume must hold more than nothing.` };
    }
    const sources = volumeSourcesOf(object);
    const [first, ...others] = sources;
    // A source may be a field of a later version, which is said of it.
    if (!first) yield { at: spec.keyAt, message: message`A volume must say what it is made of, as in ${'nfs'} or ${'csi'}.` };
    for (const other of others) {
      const related = first ? [{ at: first.keyAt, message: message`It is made of this already.` }] : [];
      yield { at: other.keyAt, message: message`A volume is made of one thing only.`, related };
    }
    if (first?.step === 'local' && !spec.given('nodeAffinity'))
      yield { at: first.keyAt, message: message`A ${'local'} volume needs a ${'nodeAffinity'} that names its node.` };
    const policy = spec.get('persistentVolumeReclaimPolicy');
    if (first?.step === 'hostPath' && first.string('path')?.value === '/' && policy?.words === 'Recycle') {
      const fix: Fix = { title: message`Use ${'Retain'}`, safe: false, edits: [replaceValue(policy, 'Retain')] };
      yield { at: policy.at, message: message`To recycle ${'/'} would delete all files of the node.`, fix };
    }
  },
});
