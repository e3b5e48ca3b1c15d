import { known } from '../../model/object';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'volume-device-invalid',
  summary: 'A block device that cannot be one.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'container',

  *check({ value, pod }) {
    const mounted = new Map(value.items('volumeMounts').flatMap((mount) => (mount.string('name') ? [[mount.string('name')?.value, mount] as const] : [])));
    for (const device of value.items('volumeDevices')) {
      const name = known(device.string('name'));
      const path = device.string('devicePath');
      if (path?.value.split('/').includes('..')) yield { at: path.at, message: message`The path ${path.value} may not hold ${'..'}.` };
      if (!name) continue;
      const mount = mounted.get(name.value);
      if (mount)
        yield {
          at: name.at,
          message: message`The volume ${name.value} is mounted as a file system too; it can be one of the two.`,
          related: [{ at: mount.headAt, message: message`It is mounted here.` }],
        };
      const source = pod.volumes.find((volume) => volume.name?.value === name.value)?.sources[0];
      if (source && source.kind !== 'persistentVolumeClaim' && source.kind !== 'ephemeral')
        yield { at: name.at, message: message`A block device comes from a PersistentVolumeClaim; the volume ${name.value} is of the kind ${source.kind}.` };
    }
  },
});
