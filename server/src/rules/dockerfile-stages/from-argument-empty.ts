import { expand, PLATFORM_ARGUMENT_NAMES, parseImageReference, variableUses } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'from-argument-empty',
  summary: 'Without --build-arg, FROM has no valid image name, because an argument has no default.',
  severity: 'hint',
  stage: 'build',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['buildkit:InvalidDefaultArgInFrom'],
  scope: 'stage',

  *check({ dockerfile, stage }) {
    const { base } = stage;
    const uses = variableUses(base.value, dockerfile.escape);
    const declared = uses.filter(({ name }) => dockerfile.globalArguments.some((argument) => argument.name.value === name));
    if (declared.length === 0 || declared.length < uses.filter(({ name }) => !PLATFORM_ARGUMENT_NAMES.includes(name)).length) return;
    // What a build without any --build-arg makes of it; the platform's arguments always have some value.
    const values = new Map<string, string | undefined>(PLATFORM_ARGUMENT_NAMES.map((name) => [name, 'x']));
    for (const { name, value } of dockerfile.globalArguments) {
      if (PLATFORM_ARGUMENT_NAMES.includes(name.value)) continue;
      values.set(name.value, value === undefined ? '' : expand(value.value, values, dockerfile.escape));
    }
    const image = expand(base.value, values, dockerfile.escape);
    if (image === undefined || image === 'scratch' || parseImageReference(image)) return;
    const empty = dockerfile.globalArguments.find(({ name }) => values.get(name.value) === '' && declared.some((use) => use.name === name.value));
    if (!empty) return;
    yield {
      at: base.at,
      message: message`The argument ${empty.name.value} has no default, so this builds only with ${`--build-arg ${empty.name.value}=…`}.`,
      related: [{ at: empty.name.at, message: message`It is declared here.` }],
    };
  },
});
