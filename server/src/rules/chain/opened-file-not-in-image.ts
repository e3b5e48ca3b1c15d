import type { Container } from '../../model/container';
import type { Image } from '../../model/image';
import { landedBuilds, presenceOf, presenceOfFolder } from '../../model/image-files';
import type { FileUse } from '../../model/program';
import { valueOf } from '../../model/program';
import { message } from '../../text/message';
import { folderOf, isBelow, resolvePath } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'opened-file-not-in-image',
  summary: 'A program ends where a file is missing, and nothing puts that file into its image.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'chain',

  *check({ program, image, container, environment }) {
    if (!program) return;
    const workdir = container.value.string('workingDir')?.value ?? image.workdir;
    for (const use of program.files) {
      // Without the program ending, the file may be wanted only if it is there.
      if (!use.fatal || !use.path || !READS.has(use.kind)) continue;
      const written = valueOf(use.path, { environment });
      if (written === undefined || written === '' || !isOfTheProject(written)) continue;
      const path = written.startsWith('/') ? resolvePath('', written) : workdir === undefined ? undefined : resolvePath(workdir, written);
      if (path === undefined || isMounted(path, container) || isThere(path, use, image, program.module.path?.value)) continue;
      yield {
        at: use.at,
        message:
          use.by === 'godotenv.Load'
            ? message`The program ends without ${path}, and nothing puts that into the image; a pod gets variables from its manifest.`
            : message`The program ends without ${path}, and nothing puts that into the image.`,
        related: [{ at: container.at, message: message`This container runs the program.` }],
      };
    }
  },
});

const READS = new Set<FileUse['kind']>(['read', 'glob', 'folder']);

/** Files of the system, and of Kubernetes, come by other ways. */
function isOfTheProject(path: string): boolean {
  return (
    !/^\/(?:etc\/(?:ssl|hosts|resolv|passwd|os-release|pki)|proc|sys|dev|run|var\/run|tmp|usr)(?:\/|$)/.test(path) && !/^[A-Za-z]:|^~|^\.\.|:\/\//.test(path)
  );
}

function isMounted(path: string, { mounts }: Container): boolean {
  return mounts.some(({ path: mount }) => mount && (isBelow(mount.value.replace(/\/$/, ''), path) || isBelow(path, mount.value)));
}

function isThere(path: string, { kind }: FileUse, image: Image, module: string | undefined): boolean {
  const star = path.search(/[*?[]/);
  const folder = kind === 'folder' ? path : star < 0 ? undefined : folderOf(path.slice(0, star)) || '/';
  // The program must be known to be copied by itself: otherwise whole folders may have come with it.
  if (!landedBuilds(image, module).some(({ copy, path: place }) => copy && place)) return true;
  if (folder !== undefined) return presenceOfFolder(image, folder) !== 'missing';
  return presenceOf(image, path, module) !== 'missing' || (presenceOfFolder(image, folderOf(path)) === 'there' && mayComeWithFolder(image, path));
}

/** A folder that lands where the file is looked for may hold it. */
function mayComeWithFolder({ copies }: Image, path: string): boolean {
  return copies.some(({ destination, sources }) => isBelow(destination, path) && sources.some(({ value }) => /[*?$]|(?:^|\/)\.{0,2}$/.test(value)));
}
