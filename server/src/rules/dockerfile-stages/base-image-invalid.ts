import { parseImageReference } from '../../model/docker/stage-facts';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'base-image-invalid',
  summary: 'FROM names something that cannot be the name of an image.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'stage',

  *check({ dockerfile, stage }) {
    const { base, baseName, baseStage, index } = stage;
    const { value: name, at } = base;
    if (baseStage || baseName === undefined || name === '' || name.includes('$') || name === 'scratch' || parseImageReference(name)) return;
    const replaceBy = (text: string): Fix => ({ title: message`Replace it with ${text}`, safe: false, edits: [{ at, text }] });
    const earlier = dockerfile.stages.slice(0, index).flatMap((one) => one.name?.value ?? []);
    const lower = name.toLowerCase();
    if (lower !== name && (earlier.includes(lower) || parseImageReference(lower))) {
      const isStage = earlier.includes(lower);
      yield {
        at,
        message: isStage
          ? message`FROM compares letters exactly, and the stage is called ${lower}.`
          : message`The name of an image has no capital letters, but ${name} has.`,
        fix: replaceBy(lower),
      };
      return;
    }
    // An address, a sign for the colon, brackets or a comma around the name.
    const meant = [name.replace(/^[a-z]+:\/\//, ''), name.replace(/[=@](?=[^/]*$)/, ':'), name.replace(/^[[<({]|[\])}>,;:@]+$/g, '')];
    const better = meant.find((one) => one !== name && parseImageReference(one));
    const fixes = better === undefined ? suggest(name, earlier).map(replaceBy) : [replaceBy(better)];
    yield { at, message: message`${name} cannot be the name of an image.`, fix: fixes };
  },
});
