import { insertLinesBelow } from '../../fix/docker-lines';
import { baseImageOf, declarationOf } from '../../model/docker/stage-facts';
import { shellVariablesOf } from '../../model/docker/variable-uses';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'argument-at-run-time',
  summary: 'CMD or ENTRYPOINT uses an argument of the build, which a running container does not have.',
  severity: 'warning',
  stage: 'start',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'instruction',

  *check({ dockerfile, stage, instruction }) {
    if (!stage || (instruction.keyword !== 'CMD' && instruction.keyword !== 'ENTRYPOINT')) return;
    const seen = new Set<string>();
    for (const { name, modifier, at } of shellVariablesOf(instruction, dockerfile)) {
      // An ENV of the name counts wherever it stands: it is the end of the stage that is run.
      const declared = declarationOf(stage, name, stage.instructions.at(-1)?.at.end ?? 0);
      if (modifier !== '' || seen.has(name) || declared?.kind !== 'ARG' || isInEnvironment(stage, name)) continue;
      seen.add(name);
      const line = `ENV ${name}=$${name}`;
      yield {
        at,
        message: message`${name} is an ARG and exists only while the image is built; when ${instruction.keyword} runs it is empty.`,
        related: [{ at: declared.assignment.name.at, message: message`It is declared here.` }],
        fix: { title: message`Keep it with ${line}`, safe: false, edits: [insertLinesBelow(dockerfile, declared.instruction, [line])] },
      };
    }
  },
});

function isInEnvironment(stage: Parameters<typeof declarationOf>[0], name: string): boolean {
  for (let one: typeof stage | undefined = stage; one; one = one.baseStage) {
    if (one.instructions.some(({ keyword, assignments }) => keyword === 'ENV' && assignments.some((assignment) => assignment.name.value === name))) return true;
  }
  return baseImageOf(stage)?.environment?.has(name) ?? false;
}
