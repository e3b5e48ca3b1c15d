import { setField } from '../../fix/fields';
import { userOf } from '../../model/image-users';
import { isWindows, securityContext } from '../../model/security-context';
import { volumeKind, writtenPaths } from '../../model/written-paths';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'volume-not-writable',
  summary: 'A program that does not run as root writes to a volume, and no group gives it the right to.',
  severity: 'warning',
  stage: 'run',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'chain',

  *check(chain) {
    const { container, image } = chain;
    const { pod } = container;
    const { runAsUser, ofPod } = securityContext(container);
    const user = userOf(image);
    const id = runAsUser ? runAsUser.value : user?.id;
    if (id === undefined || id === 0 || ofPod?.given('fsGroup') || isWindows(pod)) return;
    // An init container that mounts the volume too may give it to the user.
    const reported = new Set<string>();
    for (const { use, path, mount } of writtenPaths(chain)) {
      const name = mount?.name?.value;
      if (!mount?.path || name === undefined || reported.has(name) || mount.readOnly || volumeKind(container, name) !== 'persistentVolumeClaim') continue;
      if (pod.initContainers.some(({ mounts }) => mounts.some((one) => one.name?.value === name))) continue;
      reported.add(name);
      yield {
        at: mount.path.at,
        message: message`User ${id} writes to ${path}, and a new volume belongs to root unless ${'fsGroup'} says otherwise.`,
        related: [
          { at: use.at, message: message`It writes here.` },
          ...(runAsUser || user?.at ? [{ at: runAsUser?.at ?? user?.at ?? container.at, message: message`The user is set here.` }] : []),
        ],
        fix: { title: message`Give volumes to group ${id}`, safe: false, edits: setField(pod.value, ['securityContext', 'fsGroup'], id) },
      };
    }
  },
});
