import type { Instruction } from '../../docker/dockerfile';
import { writeList } from '../../model/docker/quotes';
import { startCommands } from '../../model/docker/run-commands';
import { baseImageOf, lineageOf, shellBefore } from '../../model/docker/stage-facts';
import { type Message, message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'shell-form-start',
  summary: 'CMD or ENTRYPOINT is written as a shell command, so a shell stands between Kubernetes and the program.',
  severity: 'info',
  stage: 'stop',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL3025', 'buildkit:JSONArgsRecommended'],
  scope: 'instruction',

  *check({ dockerfile, stage, instruction }) {
    const { keyword, json, rest, at } = instruction;
    if (!stage || (keyword !== 'CMD' && keyword !== 'ENTRYPOINT') || json || rest.value === '' || rest.value.startsWith('[')) return;
    // Who sets a shell wants one; without any, that is what must be said; and a later one of the kind makes this one idle.
    const last = dockerfile.stages.at(-1);
    if (shellBefore(stage, at.start) || baseImageOf(stage)?.shell === false || !last || !lineageOf(last).includes(stage)) return;
    if (stage.instructions.some((other) => other.keyword === keyword && other.at.start > at.start)) return;
    const commands = startCommands(instruction, dockerfile);
    const [only] = commands;
    if (commands.some(({ words }) => words[0]?.value === 'exec')) return;
    // dash, the `sh` of Debian and Ubuntu, never gives its place away; busybox and bash do for the only command.
    const stays = baseImageOf(stage)?.shellStays === true;
    yield {
      at: rest.at,
      ...(stays && { severity: 'warning' }),
      message: keyword === 'ENTRYPOINT' ? sayEntrypoint(stays) : sayCommand(stays),
      fix: only && commands.length === 1 ? fixes(instruction, only) : [],
    };
  },
});

function sayEntrypoint(stays: boolean): Message {
  return stays
    ? message`The shell stays in front of this program and keeps SIGTERM to itself, and arguments from ${'args'} or CMD are lost.`
    : message`The shell runs this program: it may keep SIGTERM to itself, and arguments from ${'args'} or CMD are lost.`;
}

function sayCommand(stays: boolean): Message {
  return stays
    ? message`The shell stays in front of this program and keeps SIGTERM to itself, so it is killed when the time to stop is over.`
    : message`The shell runs this program and may keep SIGTERM to itself.`;
}

function fixes({ rest }: Instruction, { words, assignments }: ReturnType<typeof startCommands>[number]): Fix[] {
  const { at } = rest;
  // Whatever the shell would do with it: variables, patterns, redirections, the home folder, a variable set in front.
  const isPlain =
    assignments.length === 0 && words.every(({ source, expands }) => !expands && !/(?:^|[^\\])[*?[\]{}<>~]/.test(source.replace(/'[^']*'|"[^"]*"/g, '')));
  if (isPlain) return [{ title: message`Write it as a list`, safe: false, edits: [{ at, text: writeList(words.map(({ value }) => value)) }] }];
  return assignments.length === 0
    ? [{ title: message`Let the program take the shell's place with exec`, safe: false, edits: [{ at: { ...at, end: at.start }, text: 'exec ' }] }]
    : [];
}
