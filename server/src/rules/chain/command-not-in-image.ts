import { replaceValue } from '../../fix/fields';
import { hasTool } from '../../model/image-contents';
import { landedBuilds, presenceOf } from '../../model/image-files';
import { workdirOf } from '../../model/written-paths';
import { message } from '../../text/message';
import { baseName, isBelow, resolvePath } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'command-not-in-image',
  summary: 'A manifest starts a program that nothing puts at that place of the image.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'chain',

  *check(chain, project) {
    const { container, image } = chain;
    const [command] = container.command;
    // A bare name is looked for in the PATH, of which less is known.
    if (!command?.value.includes('/') || /[$\s]/.test(command.value) || image.copies.length === 0) return;
    const workdir = workdirOf(chain);
    const path = command.value.startsWith('/') ? resolvePath('', command.value) : workdir && resolvePath(workdir, command.value);
    if (path === undefined || container.mounts.some((mount) => !mount.path || isBelow(mount.path.value.replace(/(?<=.)\/$/, ''), path))) return;
    const module = project.moduleOf(image.dockerfile)?.path?.value;
    if (presenceOf(image, path, module) !== 'missing' || hasTool(image, path) === true) return;
    const places = [...new Set(landedBuilds(image, module).flatMap((landed) => landed.path ?? []))];
    const same = places.filter((place) => baseName(place) === baseName(path));
    const [only, ...others] = same.length > 0 ? same : places;
    const from = image.lineage.at(-1)?.base;
    const [written] = container.value.items('command');
    yield {
      at: command.at,
      message: message`Nothing puts a file at ${path} of the image that this container runs.`,
      ...(from && { related: [{ at: from.at, message: message`The image is made from this one.` }] }),
      ...(only !== undefined &&
        others.length === 0 &&
        written && { fix: { title: message`Start ${only}`, safe: false, edits: [replaceValue(written, only)] } }),
    };
  },
});
