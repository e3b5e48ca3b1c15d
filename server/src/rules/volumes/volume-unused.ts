import { removeItem } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'volume-unused',
  summary: 'A volume that no container mounts.',
  severity: 'hint',
  stage: 'create',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'pod',

  *check({ volumes, allContainers }) {
    const used = new Set<string>();
    for (const { value } of allContainers) {
      for (const mount of [...value.items('volumeMounts'), ...value.items('volumeDevices')]) used.add(mount.string('name')?.value ?? '');
      for (const variable of value.items('env')) used.add(variable.string('valueFrom', 'fileKeyRef', 'volumeName')?.value ?? '');
    }
    if ([...used].some(isTemplated)) return;
    for (const { name, value } of volumes) {
      if (!name || used.has(name.value) || isTemplated(name.value)) continue;
      yield {
        at: name.at,
        tag: 'unnecessary',
        message: message`No container mounts the volume ${name.value}.`,
        fix: { title: message`Remove the volume`, safe: false, edits: [removeItem(value)] },
      };
    }
  },
});
