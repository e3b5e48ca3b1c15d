import { replaceValue } from '../../fix/fields';
import type { Container } from '../../model/container';
import type { Value } from '../../model/object';
import { isWindows } from '../../model/security-context';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { type Finding, type Fix, rule } from '../rule';
import { hasShell, isShellText } from './shell-words';

export default rule({
  id: 'command-not-split',
  summary: 'A command or argument is written as one text where several are needed.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check(container) {
    const { value, pod, command, arguments: args, probes, hooks } = container;
    if (isWindows(pod)) return;
    yield* checkProgram(value.get('command'), command);
    for (const { kind, value: handler, command: words } of [...probes, ...hooks].flatMap(({ handlers }) => handlers)) {
      if (kind === 'exec') yield* checkProgram(handler.get('command'), words);
    }
    if (!hasShell([...command, ...args].map((word) => word.value))) yield* checkArguments(container);
  },
});

/** The first word is a program; one with blanks in its name is hardly meant. */
function* checkProgram(list: Value | undefined, [program, ...others]: readonly Located<string>[]): Iterable<Finding> {
  const text = program?.value;
  if (!list || !program || text === undefined || !/^[\w./-]+\s+\S/.test(text) || text.includes('$(')) return;
  const first = text.split(/\s+/)[0] ?? '';
  yield {
    at: program.at,
    message: message`There is no program called ${shorten(text)}; ${first} and what follows are words of their own.`,
    ...(others.length === 0 && { fix: splitFix(list, text) }),
  };
}

function splitFix(list: Value, text: string): Fix {
  const words = isShellText(text) ? ['sh', '-c', text] : text.trim().split(/\s+/);
  return {
    title: isShellText(text) ? message`Run it in a shell` : message`Split it into words`,
    safe: false,
    edits: [replaceValue(list, words)],
  };
}

/** `--port 8080` and `--a=1 --b=2`: the program takes all of it for the name or value of one flag. */
function* checkArguments({ arguments: args, command, value }: Container): Iterable<Finding> {
  for (const word of [...command.slice(1), ...args]) {
    const isPair = /^--?[A-Za-z][\w.-]*\s+[^\s=]+$/.test(word.value);
    const isSeveral = /^--?[A-Za-z][\w.-]*(?:(?:\s+--?[A-Za-z][\w.-]*)+|(?:=[^-\s]\S*)?(?:\s+--[A-Za-z][\w.-]*(?:=\S*)?)+)$/.test(word.value);
    const isList =
      /^--?[A-Za-z][\w.-]*(?:[= ][^\s-]\S*)?(?:\s+--[A-Za-z][\w.-]*(?:[= ][^\s-]\S*)?)+$/.test(word.value) && !isValue(word, [...command, ...args]);
    if ((!isPair && !isSeveral && !isList) || word.value.includes('$(')) continue;
    const list = args.includes(word) ? value.get('args') : undefined;
    yield {
      at: word.at,
      severity: 'warning',
      message: message`The program gets ${shorten(word.value)} as one argument; each word is an item of its own.`,
      ...(list && args.length === 1 && !isShellText(word.value) && { fix: splitFix(list, word.value) }),
    };
  }
}

/** What follows a flag without a value of its own may be that value, blanks and all. */
function isValue(word: Located<string>, words: readonly Located<string>[]): boolean {
  return /^--?[A-Za-z][^=\s]*$/.test(words[words.indexOf(word) - 1]?.value ?? '');
}

function shorten(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line.length > 60 || line !== text.trim() ? `${line.slice(0, 57)}…` : line;
}
