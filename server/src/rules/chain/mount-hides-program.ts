import type { Container } from '../../model/container';
import { presenceOf } from '../../model/image-files';
import { startOf } from '../../model/image-start';
import { message } from '../../text/message';
import { isBelow } from '../../text/path';
import { rule } from '../rule';

/** Volumes that certainly do not hold the program. */
const OTHER_CONTENT = new Set(['configMap', 'secret', 'downwardAPI', 'projected', 'emptyDir']);
/** Volumes that somebody may have filled with anything. */
const OWN_CONTENT = new Set(['hostPath', 'image', 'csi', 'nfs', 'gitRepo', 'ephemeral']);

export default rule({
  id: 'mount-hides-program',
  summary: 'A volume is mounted over the folder that holds the program.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'chain',

  *check({ image, container, program }, project) {
    const path = startOf(image, container)?.program;
    if (path === undefined || presenceOf(image, path, program?.module.path?.value ?? project.moduleOf(image.dockerfile)?.path?.value) !== 'there') return;
    for (const mount of container.mounts) {
      if (!mount.path || !isBelow(mount.path.value.replace(/\/$/, ''), path) || mount.path.value === '/') continue;
      const kind = volumeKind(container, mount.name?.value);
      if (kind === undefined || OWN_CONTENT.has(kind) || isFilled(container, mount.name?.value)) continue;
      yield {
        at: mount.path.at,
        message: message`The volume hides ${path}, the program that this container starts.`,
        ...(!OTHER_CONTENT.has(kind) && { severity: 'warning' }),
      };
    }
  },
});

function volumeKind({ pod }: Container, name: string | undefined): string | undefined {
  const volume = pod.volumes.find((one) => one.name?.value === name);
  const [only, ...others] = volume?.sources ?? [];
  if (volume && !only) return 'emptyDir';
  // A template of a StatefulSet makes a claim of that name.
  return others.length === 0
    ? (only?.kind ?? (pod.owner.value.items('spec', 'volumeClaimTemplates').length > 0 ? 'persistentVolumeClaim' : undefined))
    : undefined;
}

/** An init container that mounts the volume may copy the program into it. */
function isFilled({ pod }: Container, name: string | undefined): boolean {
  return pod.initContainers.some(({ mounts }) => mounts.some((mount) => mount.name?.value === name));
}
