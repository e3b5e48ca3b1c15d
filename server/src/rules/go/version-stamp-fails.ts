import { insertBehind } from '../../fix/docker-words';
import { type GoBuild, goVersionOf } from '../../model/go-build';
import { hasTool } from '../../model/image-contents';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'version-stamp-fails',
  summary: 'Go asks git for the version to stamp, and git cannot answer in the image.',
  severity: 'warning',
  stage: 'build',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'build',

  *check(build, project) {
    const { flags, image } = build;
    // Stamping came with Go 1.18; without git it is left out.
    if ((goVersionOf(image)?.minor ?? 18) < 18 || flags.has('-buildvcs') || hasTool(image, 'git') !== true || !copiesEverything(build)) return;
    const context = project.contextOf(image.dockerfile);
    if (!context || context.excluderOf('.git/HEAD') || context.excluderOf('.git')) return;
    const names = context.namesIn('');
    const user = image.user?.value.split(':')[0];
    const isForeign = names.includes('.git/') && user !== undefined && !/^(?:root|0)?$/.test(user) && !trusts(build);
    if (!names.includes('.git') && !isForeign) return;
    yield {
      at: build.at,
      message: isForeign
        ? message`git refuses the ${'.git'} that COPY made for root, because ${user ?? ''} runs this build.`
        : message`The ${'.git'} here only names a folder outside of the build context, so git fails in the image.`,
      fix: { title: message`Build without the stamp`, safe: false, edits: [insertBehind(build.at, ' -buildvcs=false')] },
    };
  },
});

/** `.git` comes into the image with everything else, and belongs to root there. */
function copiesEverything({ image }: GoBuild): boolean {
  return image.copies.some(
    ({ from, sources, instruction }) =>
      from === undefined && sources.some(({ value }) => /^\.?\/?$/.test(value)) && !instruction.flags.some(({ name }) => name === 'chown'),
  );
}

function trusts({ image }: GoBuild): boolean {
  return [...image.commands, ...image.runs.flatMap(({ commands }) => commands)].some(({ words }) =>
    words.some(({ value }) => /safe\.directory|^chown$/.test(value)),
  );
}
