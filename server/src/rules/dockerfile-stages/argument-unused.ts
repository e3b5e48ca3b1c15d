import { PLATFORM_ARGUMENT_NAMES, PREDEFINED_ARGUMENTS } from '../../model/docker/stage-facts';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'argument-unused',
  summary: 'An ARG above the first FROM is used by no FROM and declared in no stage.',
  severity: 'hint',
  stage: 'build',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'dockerfile',

  *check({ dockerfile }) {
    const { globalArguments, stages, instructions } = dockerfile;
    if (stages.length === 0) return;
    const lines = stages.map(({ from }) => [...from.words.map(({ value }) => value), ...from.flags.map(({ value }) => value?.value ?? '')].join(' '));
    const defaults = globalArguments.map(({ value }) => value?.value ?? '');
    const inStages = new Set(
      stages.flatMap((stage) => stage.instructions).flatMap(({ keyword, assignments }) => (keyword === 'ARG' ? assignments.map(({ name }) => name.value) : [])),
    );
    const namesIn = (texts: readonly string[]) => new Set(texts.flatMap((text) => [...text.matchAll(/\$\{?(\w+)/g)].map((match) => match[1] as string)));
    const used = namesIn([...lines, ...defaults]);
    const known = new Set(globalArguments.map(({ name }) => name.value));
    const undeclared = [...namesIn(lines)].filter((name) => !known.has(name));
    // Where a stage uses it without declaring it, that is what must be said.
    const written = new Set(
      instructions.flatMap(({ keyword, rest, heredocs }) =>
        keyword === 'ARG' ? [] : [rest, ...heredocs.map(({ body }) => body)].flatMap(({ value }) => value.match(/\w+/g) ?? []),
      ),
    );
    for (const { name } of globalArguments) {
      if (used.has(name.value) || inStages.has(name.value) || written.has(name.value) || /^(?:BUILDKIT_|BUILDX_|SOURCE_DATE_EPOCH$)/.test(name.value)) continue;
      if ([...PLATFORM_ARGUMENT_NAMES, ...PREDEFINED_ARGUMENTS].includes(name.value)) continue;
      // One that is nearly what a FROM asks for was meant.
      if (undeclared.some((one) => suggest(one, [name.value]).length > 0)) continue;
      yield { at: name.at, message: message`Nothing uses the argument ${name.value}.`, tag: 'unnecessary' };
    }
  },
});
