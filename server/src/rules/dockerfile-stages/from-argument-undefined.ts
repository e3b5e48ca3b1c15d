import type { Dockerfile, Stage } from '../../docker/dockerfile';
import { insertLinesAbove } from '../../fix/docker-lines';
import { PLATFORM_ARGUMENT_NAMES, parseImageReference, variableUses } from '../../model/docker/stage-facts';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import type { Span } from '../../text/span';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'from-argument-undefined',
  summary: 'FROM uses an argument that no ARG above the first FROM declares.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['buildkit:UndefinedArgInFrom'],
  scope: 'stage',

  *check({ dockerfile, stage }) {
    const { base, platform } = stage;
    for (const text of [base, platform]) {
      if (!text?.value.includes('$') || text.at.end - text.at.start !== text.value.length) continue;
      for (const { name, modifier, start, end } of variableUses(text.value, dockerfile.escape)) {
        const known = dockerfile.globalArguments.some((argument) => argument.name.value === name) || PLATFORM_ARGUMENT_NAMES.includes(name);
        // `${X:-default}` and `${X:+other}` are made for arguments that may be missing.
        if (known || /^:?[-+]/.test(modifier)) continue;
        const at = { ...text.at, start: text.at.start + start, end: text.at.start + end };
        const breaks = text === platform || stage.baseName === undefined || stage.baseName === '' || !parseImageReference(stage.baseName);
        yield* report(dockerfile, stage, name, at, breaks);
      }
    }
  },
});

function* report(dockerfile: Dockerfile, stage: Stage, name: string, at: Span, breaks: boolean): Iterable<Finding> {
  const inStage = dockerfile.instructions.find(
    ({ keyword, at: place, assignments }) => keyword === 'ARG' && place.start < stage.from.at.start && assignments.some((one) => one.name.value === name),
  );
  const candidates = [...dockerfile.globalArguments.map((argument) => argument.name.value), ...PLATFORM_ARGUMENT_NAMES];
  const written = dockerfile.text.slice(at.start, at.end);
  const fixes: Fix[] = suggest(name, candidates).map((other) => ({
    title: message`Replace it with ${other}`,
    safe: false,
    edits: [{ at, text: written.replace(name, () => other) }],
  }));
  const [first] = dockerfile.stages;
  if (inStage && first) {
    const line = dockerfile.text.slice(inStage.at.start, inStage.at.end);
    fixes.push({ title: message`Declare ${name} above the first FROM`, safe: false, edits: [insertLinesAbove(dockerfile, first.from, [line])] });
  }
  yield {
    at,
    ...(!breaks && { severity: 'warning' as const }),
    message: inStage
      ? message`FROM knows only arguments from above the first FROM; ${name} is declared inside a stage.`
      : message`No ARG above the first FROM declares ${name}, so it is empty here.`,
    ...(inStage && { related: [{ at: inStage.at, message: message`It is declared here.` }] }),
    fix: fixes,
  };
}
