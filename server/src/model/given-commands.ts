import { readShell } from '../docker/shell';
import type { Span } from '../text/span';
import type { Value } from '../yaml/value';
import type { Container, Handler } from './container';
import { isShell } from './image-start';

/** A command that a manifest gives for a container: what it starts with, or what the kubelet runs in it. */
export interface GivenCommand {
  readonly role: 'start' | 'probe' | 'postStart' | 'preStop';
  readonly words: readonly string[];
  readonly values: readonly Value[];
  /** Of a probe or hook: what holds the command. */
  readonly handler: Handler | undefined;
}

/** The commands that a manifest gives for a container. What only the image says is not among them. */
export function givenCommands(container: Container): GivenCommand[] {
  const commands: GivenCommand[] = [];
  const add = (role: GivenCommand['role'], list: readonly Value[], handler?: Handler) => {
    const values = list.filter(({ words }) => words !== undefined);
    if (values.length > 0) commands.push({ role, values, words: values.map(({ words }) => words as string), handler });
  };
  if (container.command.length > 0) add('start', [...container.value.items('command'), ...container.value.items('args')]);
  for (const { handlers } of container.probes) for (const handler of handlers) add('probe', handler.value.items('command'), handler);
  for (const { kind, handlers } of container.hooks) for (const handler of handlers) add(kind, handler.value.items('command'), handler);
  return commands;
}

export interface StartedProgram {
  readonly value: string;
  readonly at: Span;
  /** It is named in a script that a shell reads. */
  readonly inScript: boolean;
}

/** The programs that a command starts: its first word and, behind `sh -c`, the first word of each simple command. */
export function startedPrograms({ words, values }: GivenCommand): StartedProgram[] {
  const [first, second, script] = words;
  const [program, , scriptValue] = values;
  if (first === undefined || !program || first.includes('$(')) return [];
  const started: StartedProgram[] = [{ value: first, at: program.at, inScript: false }];
  if (!isShell(first) || !/^-[a-z]*c$/.test(second ?? '') || script === undefined || !scriptValue) return started;
  const whole = { file: scriptValue.at.file, start: 0, end: 0 };
  for (const { words: own } of readShell(script, () => whole)) {
    const [name] = own[0]?.value === 'exec' ? own.slice(1) : own;
    if (name && !name.expands) started.push({ value: name.value, at: placeIn(scriptValue, name.value), inScript: true });
  }
  return started;
}

/** Where a word stands in a script, if it stands there once; otherwise the whole script. */
function placeIn(script: Value, word: string): Span {
  const { start, end } = script.node;
  const source = script.document.text.slice(start, end);
  const at = source.indexOf(word);
  return at < 0 || source.indexOf(word, at + 1) >= 0 ? script.at : script.document.span(start + at, start + at + word.length);
}

/** How a script that a shell reads ends: in a program that gets the signals, or behind the shell. */
export interface ScriptEnd {
  readonly program: string;
  readonly at: Span;
  /** The last command is the only one, and no part of a pipeline. */
  readonly alone: boolean;
  readonly inPipeline: boolean;
}

/** The last command of `sh -c "…"`; undefined where `exec`, a trap or a loop decides otherwise. */
export function scriptEnd({ words, values }: GivenCommand): ScriptEnd | undefined {
  const [first = '', second = '', script] = words;
  const value = values[2];
  if (!isShell(first) || !/^-[a-z]*c$/.test(second) || script === undefined || !value) return undefined;
  const commands = readShell(script, () => value.at);
  const last = commands.findLast((command) => command.words.length > 0);
  const program = last?.words[0];
  if (!last || !program || commands.some(({ words: own, nested }) => nested || /^(?:exec|trap|wait)$/.test(own[0]?.value ?? '')) || program.expands)
    return undefined;
  return { program: program.value, at: placeIn(value, program.value), alone: commands.length === 1, inPipeline: last.before === '|' };
}
