import type { Image } from '../../model/image';
import { landedBuilds } from '../../model/image-files';
import { userOf } from '../../model/image-users';
import { securityContext } from '../../model/security-context';
import { writtenPaths } from '../../model/written-paths';
import { message } from '../../text/message';
import { isBelow } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'written-path-not-writable',
  summary: 'A program that does not run as root writes to a folder of its image that belongs to root.',
  severity: 'error',
  stage: 'run',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'chain',

  *check(chain) {
    const { container, image } = chain;
    const { runAsUser, readOnlyRootFilesystem } = securityContext(container);
    const user = userOf(image);
    const id = runAsUser ? runAsUser.value : user?.id;
    // Where nothing may be written at all, another rule says so.
    if (id === undefined || id === 0 || readOnlyRootFilesystem?.value === true) return;
    const reported = new Set<string>();
    for (const { use, path, folder, mount } of writtenPaths(chain)) {
      if (mount || reported.has(folder) || !belongsToRoot(image, folder)) continue;
      reported.add(folder);
      yield {
        at: use.at,
        message: message`User ${id} may not write to ${path}: the folder belongs to root.`,
        ...(!use.fatal && { severity: 'warning' }),
        related: [{ at: runAsUser?.at ?? user?.at ?? container.at, message: message`The user is set here.` }],
        ...fixFor(image, folder, id),
      };
    }
  },
});

/** True where the folder certainly is root's: the root itself, or one that WORKDIR or COPY made, and nothing gave to another. */
function belongsToRoot(image: Image, folder: string): boolean {
  if (!image.base || image.base.start === undefined || /^\/(?:tmp|var\/tmp|home|dev|run|root)(?:\/|$)/.test(folder)) return false;
  // Any RUN may make a folder or change its owner.
  if (image.commands.some(({ words }) => /^(?:chown|chmod|mkdir|install|adduser|useradd|cp|mv|tar)$/.test(words[0]?.value ?? '') || words[0]?.expands))
    return false;
  const chowned = image.copies.some(
    ({ destination, instruction }) =>
      instruction.flags.some(({ name }) => name === 'chown' || name === 'chmod') && (isBelow(destination, folder) || isBelow(folder, destination)),
  );
  // A folder that is copied from another stage brings its owner; a program into a folder that is there does not change it.
  const programs = new Set(landedBuilds(image).map(({ copy }) => copy));
  if (chowned || image.copies.some((copy) => copy.from !== undefined && copy.destination === folder && !(copy.intoDirectory && programs.has(copy))))
    return false;
  if (folder === '/') return true;
  // BuildKit makes a WORKDIR for the user that holds when it stands there.
  return image.lineage.some(({ instructions }) => {
    const user = instructions.findIndex(({ keyword }) => keyword === 'USER');
    const made = instructions.findIndex(({ keyword, rest }) => keyword === 'WORKDIR' && rest.value.replace(/\/$/, '') === folder);
    return made >= 0 && (user < 0 ? image.base?.user === '' : made < user);
  });
}

/** Where the folder is filled by a COPY of its own, that can give it to the user. */
function fixFor(image: Image, folder: string, id: number) {
  const workdir = image.stage.instructions.find(({ keyword, rest }) => keyword === 'WORKDIR' && rest.value.replace(/\/$/, '') === folder);
  const user = image.stage.instructions.find(({ keyword }) => keyword === 'USER');
  const shell = image.base?.shell === true && image.base.tools.has('chown');
  if (!workdir || !user || !shell || user.at.start < workdir.at.start) return {};
  return {
    fix: {
      title: message`Give ${folder} to user ${id}`,
      safe: false,
      edits: [{ at: { ...user.at, end: user.at.start }, text: `RUN chown ${id}:${id} ${folder}\n` }],
    },
  };
}
