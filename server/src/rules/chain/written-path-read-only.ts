import { addEmptyDir } from '../../fix/containers';
import { startOf } from '../../model/image-start';
import type { Chain } from '../../model/project';
import { securityContext } from '../../model/security-context';
import { type WrittenPath, writtenPaths } from '../../model/written-paths';
import { message } from '../../text/message';
import { baseName, isBelow } from '../../text/path';
import { type Fix, rule } from '../rule';

/** Volumes that take no writes, whatever the mount says. */
const READ_ONLY = new Set(['configMap', 'secret', 'downwardAPI', 'projected']);

export default rule({
  id: 'written-path-read-only',
  summary: 'A program writes to a file system that its container may only read.',
  severity: 'error',
  stage: 'run',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'chain',

  *check(chain) {
    const { container } = chain;
    const root = securityContext(container).readOnlyRootFilesystem;
    const reported = new Set<string>();
    for (const written of writtenPaths(chain)) {
      const { use, path, folder, mount } = written;
      const kind = mount && container.pod.volumes.find(({ name }) => name?.value === mount.name?.value)?.sources[0]?.kind;
      const isRefused = mount ? mount.readOnly || (kind !== undefined && READ_ONLY.has(kind)) : root?.value === true;
      if (!isRefused || reported.has(folder)) continue;
      reported.add(folder);
      const fix = mount ? undefined : emptyFolder(chain, written);
      yield {
        at: mount?.path?.at ?? root?.at ?? container.at,
        message: message`The program writes to ${path}, which is read-only here.`,
        ...(!use.fatal && { severity: 'warning' }),
        related: [{ at: use.at, message: message`It writes here.` }],
        ...(fix && { fix }),
      };
    }
  },
});

/** An empty folder for what is written, where it hides neither the program nor anything else that the image brings. */
function emptyFolder({ container, image }: Chain, { folder }: WrittenPath): Fix | undefined {
  const program = startOf(image, container)?.program;
  const hides = image.copies.some(({ destination }) => isBelow(folder, destination)) || (program !== undefined && isBelow(folder, program));
  if (hides || folder === '/' || /^\/(?:etc|usr|bin|lib|sbin|var)$/.test(folder)) return undefined;
  const name = baseName(folder)
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '-')
    .replace(/^-+|-+$/g, '');
  if (name === '' || container.pod.volumes.some((volume) => volume.name?.value === name)) return undefined;
  return { title: message`Mount an empty ${folder}`, safe: false, edits: addEmptyDir(container.value, container.pod.value, name, folder) };
}
