import type { Dockerfile, Instruction, Stage } from '../../docker/dockerfile';
import { insertLinesBelow, removeInstruction } from '../../fix/docker-lines';
import { type RunCommand, runCommands } from '../../model/docker/run-commands';
import { buildImage } from '../../model/image';
import { userOf, usersOf } from '../../model/image-users';
import type { Edit } from '../../text/edit';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'run-as-unknown-user',
  summary: 'A RUN runs as a user whom the image does not know yet.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'stage',

  *check({ dockerfile, stage }) {
    const { instructions } = stage;
    // Each answer costs what stands above it; nobody changes the user that often.
    for (const written of instructions.filter(({ keyword }) => keyword === 'USER').slice(0, MOST)) {
      const at = instructions.indexOf(written);
      const next = instructions.findIndex(({ keyword }, index) => index > at && keyword === 'USER');
      const run = instructions.find(({ keyword }, index) => keyword === 'RUN' && index > at && (next < 0 || index < next));
      if (!run) continue;
      const image = buildImage(dockerfile, stage, run);
      const user = userOf(image);
      if (!user?.at || user.name === '' || /^\d+$|\s/.test(user.name)) continue;
      const { name } = user;
      const { ids, complete } = usersOf(image);
      // On scratch, there is nothing to run.
      if (!complete || ids.has(name) || image.base?.missingTools === 'all') continue;
      const below = instructions.slice(instructions.indexOf(run));
      const maker = below.find((one) => makerIn(one, name, dockerfile, stage));
      const made = maker && makerIn(maker, name, dockerfile, stage);
      const fix: Fix[] = made
        ? maker === run && next < 0
          ? [{ title: message`Change to ${name} below it`, safe: false, edits: moveBelow(dockerfile, written, run) }]
          : []
        : // A number needs no entry in passwd.
          [{ title: message`Use user ${65532}`, safe: false, edits: [{ at: user.at, text: written.rest.value.includes(':') ? '65532:65532' : '65532' }] }];
      yield {
        at: user.at,
        message: made
          ? message`There is no user ${name} yet: it is made below, and the next RUN already runs as it.`
          : message`There is no user ${name} in this image, and the next RUN runs as it.`,
        related: [made ? { at: made.programAt, message: message`It is made here.` } : { at: run.keywordAt, message: message`This does not run.` }],
        fix,
        covers: ['user-unknown-in-image'],
      };
    }
  },
});

const MOST = 50;

/** The command that makes a user. */
function makerIn(instruction: Instruction, name: string, dockerfile: Dockerfile, stage: Stage): RunCommand | undefined {
  return runCommands(instruction, dockerfile, stage).find(
    ({ program, words }) => (program === 'adduser' || program === 'useradd') && words.some(({ value }) => value === name),
  );
}

function moveBelow(dockerfile: Dockerfile, moved: Instruction, place: Instruction): Edit[] {
  const { start, end } = moved.at;
  return [removeInstruction(dockerfile, moved), insertLinesBelow(dockerfile, place, [dockerfile.text.slice(start, end)])];
}
