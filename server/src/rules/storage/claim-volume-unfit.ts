import { type Claim, claimsOf } from '../../model/claim';
import type { KubeObject } from '../../model/object';
import { parseQuantity } from '../../model/quantity';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'claim-volume-unfit',
  summary: 'A claim asks for a certain volume that does not meet it.',
  severity: 'error',
  stage: 'schedule',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'object',
  kinds: ['PersistentVolumeClaim', 'StatefulSet'],

  *check(object, project) {
    for (const claim of claimsOf(object)) {
      const name = claim.spec.string('volumeName');
      if (!name || claim.isTemplate || isTemplated(name.value)) continue;
      // PersistentVolumes belong to no namespace; several of a name are those of several clusters.
      const [volume, ...others] = project.find('PersistentVolume', name.value, object);
      if (volume && others.length === 0) yield* compare(claim, volume);
    }
  },
});

// kubernetes/pkg/controller/volume/persistentvolume/pv_controller.go, checkVolumeSatisfyClaim, and util, CheckAccessModes.
function* compare({ spec, modes, storageClass, isBlock, object }: Claim, volume: KubeObject): Iterable<Finding> {
  const related = [{ at: volume.at, message: message`The volume is defined here.` }];
  const { value } = volume;
  const name = volume.name?.value ?? '';
  const offered = value.strings('spec', 'accessModes').map((mode) => mode.value);
  for (const mode of modes) {
    if (offered.length === 0 || offered.includes(mode.value) || [mode.value, ...offered].some(isTemplated)) continue;
    yield { at: mode.at, message: message`The volume ${name} offers ${offered}, not ${mode.value}.`, related };
  }
  const size = spec.get('resources', 'requests', 'storage');
  const capacity = value.get('spec', 'capacity', 'storage');
  const asked = amountOf(size?.words);
  const held = amountOf(capacity?.words);
  if (size && capacity && asked !== undefined && held !== undefined && asked > held)
    yield { at: size.at, message: message`The volume ${name} holds ${capacity.words ?? ''}, less than ${size.words ?? ''}.`, related };
  // Without a class the default one of the cluster is filled in, which no file shows.
  const theirs = value.string('spec', 'storageClassName')?.value ?? '';
  if (storageClass && storageClass.value !== theirs && !isTemplated(storageClass.value) && !isTemplated(theirs))
    yield {
      at: storageClass.at,
      message:
        theirs === ''
          ? message`The volume ${name} has no storage class.`
          : message`The volume ${name} has the storage class ${theirs}, not ${storageClass.value}.`,
      related,
    };
  if (isBlock !== (value.string('spec', 'volumeMode')?.value === 'Block'))
    yield {
      at: (spec.get('volumeMode') ?? spec.get('volumeName') ?? spec).at,
      message: isBlock
        ? message`The volume ${name} is a file system, and no block device.`
        : message`The volume ${name} is a block device, and no file system.`,
      related,
    };
  const reserved = value.string('spec', 'claimRef', 'name');
  if (reserved && object.name && reserved.value !== object.name.value && !isTemplated(reserved.value))
    yield { at: (spec.get('volumeName') ?? spec).at, message: message`The volume ${name} is kept for the claim ${reserved.value}.`, related };
}

function amountOf(text: string | undefined): number | undefined {
  return text === undefined || isTemplated(text) ? undefined : parseQuantity(text);
}
