import { replaceValue } from '../../fix/fields';
import type { Pod } from '../../model/pod';
import { isTemplated } from '../../model/templated';
import { nameFault, repairName } from '../../schema/names';
import type { Edit } from '../../text/edit';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'volume-name-invalid',
  summary: 'The name of a volume is no DNS label, or there are two of it.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check(pod) {
    const first = new Map<string, Located<string>>();
    for (const { name, value } of pod.volumes) {
      const written = value.get('name');
      if (!name || !written || isTemplated(name.value)) continue;
      const fault = nameFault(name.value, 'label');
      const before = first.get(name.value);
      if (fault) {
        const repaired = repairName(name.value, 'label');
        yield {
          at: name.at,
          message: name.value === '' ? message`The volume name is empty.` : message`The volume name ${name.value} ${fault}.`,
          ...(repaired !== undefined && {
            fix: { title: message`Use ${repaired}`, safe: false, edits: [replaceValue(written, repaired), ...renameMounts(pod, name.value, repaired)] },
          }),
        };
      } else if (before)
        yield { at: name.at, message: message`The pod has a volume ${name.value} already.`, related: [{ at: before.at, message: message`It is here.` }] };
      else first.set(name.value, name);
    }
    yield* checkTemplates(pod, first);
  },
});

/** The claims of a StatefulSet become volumes of their names, and take the place of others (pkg/controller/statefulset, updateStorage). */
function* checkTemplates({ owner, volumes: written }: Pod, volumes: ReadonlyMap<string, Located<string>>): Iterable<Finding> {
  if (owner.kind.value !== 'StatefulSet') return;
  const claimed = new Set(written.flatMap(({ name, sources }) => (name && sources.some(({ kind }) => kind === 'persistentVolumeClaim') ? [name.value] : [])));
  for (const template of owner.value.items('spec', 'volumeClaimTemplates')) {
    const name = template.string('metadata', 'name');
    if (template.kind === 'map' && !template.given('metadata', 'name')) yield { at: template.headAt, message: message`The volume name is empty.` };
    if (!name || isTemplated(name.value)) continue;
    const fault = nameFault(name.value, 'label');
    const volume = volumes.get(name.value);
    if (fault) yield { at: name.at, message: message`The volume name ${name.value} ${fault}.` };
    // Many write the claim there as well, which comes to the same.
    else if (volume && !claimed.has(name.value))
      yield {
        at: volume.at,
        severity: 'warning',
        message: message`The claims of the template ${name.value} take the place of this volume.`,
        related: [{ at: name.at, message: message`The template is here.` }],
      };
  }
}

function renameMounts({ allContainers }: Pod, from: string, to: string): Edit[] {
  const mounts = allContainers.flatMap(({ value }) => [...value.items('volumeMounts'), ...value.items('volumeDevices')]);
  return mounts.flatMap((mount) => {
    const name = mount.get('name');
    return name?.plain === from ? [replaceValue(name, to)] : [];
  });
}
