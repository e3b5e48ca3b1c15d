import { insertLinesBelow } from '../../fix/docker-lines';
import type { Container } from '../../model/container';
import type { BuildContext } from '../../model/docker/build-context';
import type { Image } from '../../model/image';
import { landedBuilds, presenceOf, presenceOfFolder } from '../../model/image-files';
import type { FileUse, Program } from '../../model/program';
import { valueOf } from '../../model/program';
import { message } from '../../text/message';
import { folderOf, isBelow, relativePath, resolvePath } from '../../text/path';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'opened-file-not-in-image',
  summary: 'A program ends where a file is missing, and nothing puts that file into its image.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'chain',

  *check({ program, image, container, environment }, project) {
    if (!program) return;
    const workdir = container.value.string('workingDir')?.value ?? image.workdir;
    for (const use of program.files) {
      // Without the program ending, the file may be wanted only if it is there.
      if (!use.fatal || !use.path || !READS.has(use.kind)) continue;
      const written = valueOf(use.path, { environment });
      if (written === undefined || written === '' || !isOfTheProject(written)) continue;
      const path = written.startsWith('/') ? resolvePath('', written) : workdir === undefined ? undefined : resolvePath(workdir, written);
      if (path === undefined || isMounted(path, container) || isThere(path, use, image, program.module.path?.value)) continue;
      const others = use.alternatives?.map((text) => valueOf(text, { environment }));
      const mayLieThere = others?.some((other) => {
        const at = other?.startsWith('/') ? resolvePath('', other) : other === undefined || workdir === undefined ? undefined : resolvePath(workdir, other);
        return at === undefined || isMounted(at, container) || isThere(at, use, image, program.module.path?.value);
      });
      if (mayLieThere) continue;
      yield {
        at: use.at,
        message:
          use.by === 'godotenv.Load'
            ? message`The program ends without ${path}, and nothing puts that into the image; a pod gets variables from its manifest.`
            : message`The program ends without ${path}, and nothing puts that into the image.`,
        related: [{ at: container.at, message: message`This container runs the program.` }],
        ...copyFrom(project.contextOf(image.dockerfile), written, path, image, program),
      };
    }
  },
});

/** Where the file lies in the build context, as it does on the machine of whoever wrote the program, it can be copied. */
function copyFrom(context: BuildContext | undefined, written: string, path: string, image: Image, { module }: Program): Pick<Finding, 'fix'> {
  const last = image.stage.instructions.findLast(({ keyword }) => keyword === 'COPY');
  if (!context || !last || written.startsWith('/') || !isBelow(context.folder, module.file)) return {};
  const star = written.search(/[*?[]/);
  const whole = star < 0 ? written : folderOf(written.slice(0, star));
  const source = relativePath(context.folder, resolvePath(folderOf(module.file), whole));
  // What the ignore file keeps out is kept out for a reason.
  if (whole === '' || source === '' || !['file', 'folder'].includes(context.kindOf(source) ?? '') || context.excluderOf(source)) return {};
  const target = star < 0 ? path : folderOf(path.slice(0, path.search(/[*?[]/)));
  return {
    fix: { title: message`Copy ${source} into the image`, safe: false, edits: [insertLinesBelow(image.dockerfile, last, [`COPY ${source} ${target}`])] },
  };
}

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
