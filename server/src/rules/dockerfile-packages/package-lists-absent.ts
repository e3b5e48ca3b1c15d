import type { Instruction, Stage } from '../../docker/dockerfile';
import { insertBefore } from '../../fix/docker-words';
import { isCacheMounted, PACKAGE_MANAGERS } from '../../model/docker/package-managers';
import { isCall, type RunCommand, runCommands } from '../../model/docker/run-commands';
import { baseImageOf, baseReferenceOf, lineageOf, officialName } from '../../model/docker/stage-facts';
import type { CommandSubject } from '../../model/docker-subjects';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'package-lists-absent',
  summary: 'Packages are installed before the list of packages was fetched.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'command',

  *check(subject) {
    const { stage, program, programAt, operands } = subject;
    const verb = operands[0];
    if (!verb || !isCall(subject, ['apt-get', 'apt'], 'install') || !comesWithoutLists(stage) || listsBefore(subject) !== 'absent') return;
    // A package from a file needs no list, and a variable may be such a file.
    if (operands.length < 2 || operands.slice(1).some(({ value, expands }) => expands || /\/|\.deb$/.test(value))) return;
    yield {
      at: verb.at,
      message: message`The base image has no list of packages, so ${program} finds none to install.`,
      fix: { title: message`Fetch the list first`, safe: true, edits: [insertBefore(subject.sudo?.at ?? programAt, `${program} update && `)] },
    };
  },
});

/** Docker's official images on Debian and Ubuntu are published without lists. (Alpine's apk fetches what is missing by itself.) */
function comesWithoutLists(stage: Stage): boolean {
  const reference = baseReferenceOf(stage);
  if (!reference || reference === 'scratch' || officialName(reference) === undefined) return false;
  return baseImageOf(stage)?.libc === 'glibc';
}

/**
 * Whether lists are there when the command runs, by what happened last. What runs a script may have fetched them, and an
 * install before this one has been looked at.
 */
function listsBefore({ dockerfile, stage, instruction, run, index }: CommandSubject): 'absent' | 'maybe' {
  const manager = PACKAGE_MANAGERS[0] as (typeof PACKAGE_MANAGERS)[number];
  if (isCacheMounted(instruction, manager)) return 'maybe';
  for (let at = index - 1; at >= 0; at--) {
    const lists = listsAfter(run[at] as RunCommand, manager.cache);
    if (lists) return lists;
  }
  for (const { other, stage: own } of runsBefore(stage, instruction)) {
    if ((other.keyword === 'COPY' || other.keyword === 'ADD') && /\/var|\s\/["\]]*$/.test(other.rest.value)) return 'maybe';
    for (const call of runCommands(other, dockerfile, own).toReversed()) {
      const lists = listsAfter(call, manager.cache);
      if (lists) return lists;
    }
    if (other.keyword === 'RUN' && (other.json || other.heredocs.length > 0)) return 'maybe';
  }
  return 'absent';
}

/** The instructions above, the nearest first. */
function* runsBefore(stage: Stage, instruction: Instruction): Iterable<{ other: Instruction; stage: Stage }> {
  for (const one of lineageOf(stage)) {
    const end = one === stage ? one.instructions.indexOf(instruction) : one.instructions.length;
    for (let at = end - 1; at >= 0; at--) yield { other: one.instructions[at] as Instruction, stage: one };
  }
}

/** What a command says of the lists; undefined where it leaves them as they are. */
function listsAfter(call: RunCommand, lists: RegExp): 'absent' | 'maybe' | undefined {
  const { program, words, sudo, command } = call;
  if (isCall(call, ['apt-get', 'apt', 'aptitude'], ['update', 'upgrade', 'install'])) return 'maybe';
  if (program === 'rm' && !command.nested && words.some(({ value }) => lists.test(value))) return 'absent';
  if (SCRIPTED.test(program) || command.words.length === 0 || /[./$]/.test(command.words[sudo ? 1 : 0]?.value ?? '')) return 'maybe';
  return undefined;
}

/** Programs that run what somebody else wrote. */
const SCRIPTED = /^(?:(?:ba|da|a|z)?sh|source|\.|make|add-apt-repository|apt-add-repository|xargs|eval|ansible.*|install_packages)$/;
