import type { Image } from '../../model/image';
import { hasTool } from '../../model/image-contents';
import { landedBuilds, presenceOf } from '../../model/image-files';
import { type Start, startOf } from '../../model/image-start';
import { message } from '../../text/message';
import { baseName } from '../../text/path';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'entrypoint-not-in-image',
  summary: 'The image starts a program that nothing puts at that place.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'image',

  *check(image, project) {
    const start = startOf(image);
    const [word] = start?.words ?? [];
    // Without any COPY, the file is a part of one, or volumes bring everything.
    if (!start?.at || start.shell || !word || word.value.includes('$') || image.copies.length === 0) return;
    const module = project.moduleOf(image.dockerfile)?.path?.value;
    const landed = landedBuilds(image, module);
    const places = [...new Set(landed.flatMap(({ path }) => path ?? []))];
    if (start.program !== undefined) {
      if (presenceOf(image, start.program, module) !== 'missing') return;
      yield {
        at: start.at,
        message: message`Nothing puts a file at ${start.program} of this image.`,
        ...show(image, places),
        ...fixFor(start, word.value, places),
      };
      return;
    }
    // A bare name is looked for in the folders of the PATH alone.
    const program = places.find((path) => baseName(path) === word.value);
    const inPath = places.some((path) => baseName(path) === word.value && /^\/(?:usr\/(?:local\/)?)?s?bin\//.test(path));
    if (!program || inPath || image.environment.has('PATH') || hasTool(image, word.value) !== false) return;
    yield {
      at: start.at,
      message: message`${word.value} is looked for in the PATH, and it lies at ${program}.`,
      ...show(image, [program]),
      ...fixFor(start, word.value, [program]),
    };
  },
});

/** Where the programs that were built end up. */
function show(image: Image, places: readonly string[]): Pick<Finding, 'related'> {
  const related = image.copies
    .filter(({ from, destination }) => from !== undefined && places.some((path) => path === destination || path.startsWith(`${destination}/`)))
    .map(({ destinationAt }) => ({ at: destinationAt.at, message: message`A program is copied here.` }));
  return related.length > 0 ? { related } : {};
}

function fixFor({ at }: Start, written: string, places: readonly string[]): Pick<Finding, 'fix'> {
  const same = places.filter((path) => baseName(path) === baseName(written));
  const [only, ...others] = same.length > 0 ? same : places;
  if (only === undefined || others.length > 0 || !at) return {};
  return { fix: { title: message`Start ${only}`, safe: false, edits: [{ at, text: JSON.stringify(only) }] } };
}
