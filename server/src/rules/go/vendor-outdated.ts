import { insertBehind } from '../../fix/docker-words';
import { arrivalOf } from '../../model/copied-module';
import type { BuildContext } from '../../model/docker/build-context';
import type { GoBuild } from '../../model/go-build';
import { type VendorMismatch, vendorMismatches } from '../../model/vendored';
import { type Message, message } from '../../text/message';
import { folderOf, isBelow } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'vendor-outdated',
  summary: 'The folder vendor was made for another go.mod than the one beside it, and the build refuses both.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'build',

  *check(build, project) {
    const { dockerfile } = build.image;
    const module = project.moduleOf(dockerfile);
    const list = module && project.vendoredBy(module);
    const [major = 0, minor = 0] = module?.go?.value.split('.').map(Number) ?? [];
    // In modules for Go before 1.14 less is compared, and only where the folder is asked for; with a go.work, it is compared with that.
    if (!module || !list || module.workspace !== undefined || (major === 1 && minor < 14) || major < 1) return;
    const context = project.contextOf(dockerfile);
    if (!context || context.folder !== folderOf(module.file) || !takesVendor(build, context) || arrivalOf('go.mod', build) !== 'copied') return;
    const found = vendorMismatches(module.requires, list);
    const [first] = found;
    if (!first) return;
    const flag = build.command.words.find(({ value }) => /^--?mod=/.test(value));
    const option = '-mod=readonly';
    yield {
      at: flag?.at ?? build.at,
      message: says(first),
      related: found.slice(0, 5).flatMap(({ required }) => (required ? [{ at: required.at, message: message`go.mod requires this.` }] : [])),
      ...(build.recipe === undefined && {
        fix: {
          title: message`Leave ${'vendor'} aside with ${option}`,
          safe: false,
          edits: [flag ? { at: flag.at, text: option } : insertBehind(build.at, ` ${option}`)],
        },
      }),
    };
  },
});

/** The build takes its modules from the folder, which comes from the context as it is. */
function takesVendor({ image, command, flags, packages, directory }: GoBuild, context: BuildContext): boolean {
  const mod = flags.has('-mod') ? flags.get('-mod') : 'vendor';
  const goFlags = [...command.assignments.map(({ name, value }) => `${name}=${value}`), `GOFLAGS=${image.variables.get('GOFLAGS') ?? ''}`];
  if (mod !== 'vendor' || goFlags.some((one) => /^GOFLAGS=.*-mod/.test(one)) || packages.some((one) => one.includes('@')) || directory === undefined)
    return false;
  if (context.excluderOf('vendor/modules.txt') || context.excluderOf('go.mod')) return false;
  // It may be made anew before.
  if (image.commands.some(({ words }) => words.some(({ value }) => /vendor|go\.mod|^(?:make|mage|task|tidy|get|edit)$|\.sh$/.test(value)))) return false;
  return image.copies.some(
    ({ from, sources, destination }) =>
      from === undefined &&
      sources.some(({ value }) =>
        /^\.?\/?$/.test(value) ? isBelow(destination, directory) : /^(?:\.?\/)?vendor\/?$/.test(value) && isBelow(folderOf(destination), directory),
      ),
  );
}

function says({ path, required, vendored }: VendorMismatch): Message {
  if (!required) return message`${'vendor/modules.txt'} lists ${path}, which go.mod does not require: ${'vendor'} is older or newer than it.`;
  return vendored === undefined
    ? message`go.mod requires ${path}, which ${'vendor/modules.txt'} does not list as required: ${'vendor'} is older or newer than it.`
    : message`go.mod requires ${path} ${required.version}, and ${'vendor'} has ${vendored}.`;
}
