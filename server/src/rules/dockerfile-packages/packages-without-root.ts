import type { Instruction, Stage } from '../../docker/dockerfile';
import { insertLinesAbove, insertLinesBelow } from '../../fix/docker-lines';
import { isRoot } from '../../model/docker/final-user';
import { installerOf } from '../../model/docker/package-managers';
import { optionOf } from '../../model/docker/run-commands';
import { baseImageOf, bottomOf, lineageOf } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { rule } from '../rule';

/** Managers that write where only root may. */
const SYSTEM = new Set(['apk', 'apt-get', 'apt', 'yum', 'dnf', 'microdnf', 'tdnf', 'zypper']);

export default rule({
  id: 'packages-without-root',
  summary: 'Packages are installed by a user who may not.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'command',

  *check(subject) {
    const { dockerfile, stage, instruction, program, programAt, sudo, command, run, index } = subject;
    if (sudo || !SYSTEM.has(program) || !installerOf(subject) || command.nested || command.words[0]?.value !== program) return;
    // Another root folder may be the user's own, and something else may be done where it fails.
    if (optionOf(subject, '--root', '--installroot', '-p', '--usermode', '--simulate', '-s') || run[index + 1]?.command.before === '||') return;
    if (run.slice(0, index).some((one) => installerOf(one) && one.program === program)) return;
    const user = userAt(stage, instruction);
    if (!user || user.value === '' || user.value.includes('$') || isRoot(user.value)) return;
    yield {
      at: programAt,
      message: message`Only root may install packages, and here the user is ${user.value}.`,
      related: [{ at: user.at, message: message`The user is set here.` }],
      fix: {
        title: message`Be root for this RUN`,
        safe: false,
        edits: [insertLinesAbove(dockerfile, instruction, ['USER root']), insertLinesBelow(dockerfile, instruction, [`USER ${user.value}`])],
      },
    };
  },
});

/** Who a RUN runs as: the last USER above, or the base image's own. */
function userAt(stage: Stage, before: Instruction): Located<string> | undefined {
  for (const one of lineageOf(stage)) {
    const found = one.instructions.findLast(({ keyword, at }) => keyword === 'USER' && at.start < before.at.start);
    if (found) return found.rest;
  }
  const user = baseImageOf(stage)?.user;
  return user === undefined ? undefined : { value: user, at: bottomOf(stage).base.at };
}
