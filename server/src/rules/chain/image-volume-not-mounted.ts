import { addEmptyDir } from '../../fix/containers';
import { mountOf } from '../../model/written-paths';
import { message } from '../../text/message';
import { baseName } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'image-volume-not-mounted',
  summary: 'The image declares a VOLUME, and the manifest mounts nothing there.',
  severity: 'info',
  stage: 'update',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'chain',

  *check({ image, container }) {
    if (container.role !== 'main') return;
    for (const { value, at } of image.volumes) {
      // Nobody misses these after a restart.
      if (/^\/(?:tmp|run|var\/(?:tmp|run|cache|log))(?:\/|$)/.test(value)) continue;
      // What is mounted inside the folder keeps a part of it.
      if (!value.startsWith('/') || mountOf(container, value) || container.mounts.some(({ path }) => path?.value.startsWith(`${value.replace(/\/$/, '')}/`)))
        continue;
      const name = baseName(value.replace(/\/$/, ''))
        .toLowerCase()
        .replace(/[^a-z0-9-]/g, '-');
      const isFree = /^[a-z0-9]/.test(name) && !container.pod.volumes.some((volume) => volume.name?.value === name);
      yield {
        at: container.at,
        message: message`The image keeps data in ${value}, and nothing is mounted there, so it goes with the container.`,
        related: [{ at, message: message`The volume is declared here.` }],
        ...(isFree && { fix: { title: message`Mount an empty ${value}`, safe: false, edits: addEmptyDir(container.value, container.pod.value, name, value) } }),
      };
    }
  },
});
