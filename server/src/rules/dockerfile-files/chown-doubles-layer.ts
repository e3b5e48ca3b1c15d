import { removeInstruction } from '../../fix/docker-lines';
import { insertBehind } from '../../fix/docker-words';
import { isInFinalImage } from '../../model/docker/stage-facts';
import type { CommandSubject } from '../../model/docker-subjects';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'chown-doubles-layer',
  summary: 'A RUN changes the owner of copied files, and so stores them a second time.',
  severity: 'info',
  stage: 'pull',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'command',

  *check(subject) {
    const { dockerfile, stage, instruction, program, operands, programAt, run } = subject;
    const [owner, target, more] = operands;
    if (program !== 'chown' || !owner || !target || more || owner.expands || !isInFinalImage(dockerfile, stage)) return;
    const copy = copyTo(subject, target.value.replace(/\/$/, ''));
    if (!copy) return;
    const at = stage.instructions.indexOf(instruction);
    // Only where nothing else put files there, the RUN can go.
    const isAlone = run.length === 1 && stage.instructions[at - 1] === copy && instruction.flags.length === 0;
    const fix: Fix[] = isAlone
      ? [
          {
            title: message`Use ${`--chown=${owner.value}`}`,
            safe: false,
            edits: [insertBehind(copy.keywordAt, ` --chown=${owner.value}`), removeInstruction(dockerfile, instruction)],
          },
        ]
      : [];
    yield {
      at: programAt,
      message: message`Changing the owner stores each file again in a layer of its own; ${'COPY --chown'} gives it at once.`,
      related: [{ at: copy.keywordAt, message: message`The files are copied here.` }],
      fix,
    };
  },
});

/** A COPY of the stage, above the command, that puts files exactly there and says nothing of their owner. */
function copyTo({ stage, instruction }: CommandSubject, target: string) {
  return stage.instructions.findLast(
    ({ keyword, at, json, words, flags }) =>
      keyword === 'COPY' &&
      at.start < instruction.at.start &&
      target.startsWith('/') &&
      (json ?? words).at(-1)?.value.replace(/\/$/, '') === target &&
      !flags.some(({ name }) => name === 'chown'),
  );
}
