import { replaceValue } from '../../fix/fields';
import type { Container } from '../../model/container';
import type { Value } from '../../model/object';
import { markOf } from '../../model/program';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { type Finding, rule } from '../rule';
import { baseOf, hasShell } from './shell-words';

const OPERATORS = new Set(['&&', '||', '|', ';', '>', '>>', '<', '2>&1', '2>/dev/null', '&']);
/** Programs to which such words mean something. */
const OWN_WORDS = new Set(['find', 'test', '[', 'expr', 'xargs', 'jq', 'awk', 'parallel', 'env']);

export default rule({
  id: 'shell-syntax-without-shell',
  summary: 'A command uses what only a shell understands, but no shell runs it.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check(container, project) {
    const { value, command, arguments: args, probes, hooks } = container;
    const words = [...command, ...args];
    if (command[0] && !isTemplated(command[0].value) && !hasShell(words.map((word) => word.value))) {
      yield* checkOperators(command, args.length === 0 ? value.get('command') : undefined);
      yield* checkVariables(words, container);
    } else if (!command[0] && args.length > 0 && startsPlainly(container, project)) yield* checkVariables(args, container);
    for (const { kind, command: list, value: handler } of [...probes, ...hooks].flatMap(({ handlers }) => handlers)) {
      if (kind !== 'exec' || hasShell(list.map((word) => word.value))) continue;
      yield* checkOperators(list, handler.get('command'));
      yield* checkVariables(list, container);
    }
  },
});

/** The image of the container starts a Go program without a shell, and the program puts no variables in by itself. */
function startsPlainly(container: Container, project: Project): boolean {
  const { image, program } = project.chainOf(container) ?? {};
  const entrypoint = image?.entrypoint?.json;
  return entrypoint !== undefined && program !== undefined && !hasShell(entrypoint.map(({ value }) => value)) && !markOf(program, 'expands-variables');
}

function* checkOperators(words: readonly Located<string>[], list: Value | undefined): Iterable<Finding> {
  const program = words[0];
  const operator = words.slice(1).find((word) => OPERATORS.has(word.value));
  if (!program || !operator || OWN_WORDS.has(baseOf(program.value))) return;
  const isPlain = words.every((word) => OPERATORS.has(word.value) || /^[\w./:=@%+,-]+$/.test(word.value));
  const joined = words.map((word) => word.value).join(' ');
  yield {
    at: operator.at,
    message: message`Without a shell ${operator.value} is only another argument of ${baseOf(program.value)}.`,
    ...(list && isPlain && { fix: { title: message`Run it in a shell`, safe: false, edits: [replaceValue(list, ['sh', '-c', joined])] } }),
  };
}

/** Kubernetes itself replaces `$(NAME)` alone. Only variables that are set here are surely meant. */
function* checkVariables(words: readonly Located<string>[], { environment, value }: Container): Iterable<Finding> {
  const names = new Set(environment.flatMap(({ name }) => name?.value ?? []));
  for (const { value: text, at } of words) {
    const match = /(?<![$\\])\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/.exec(text);
    const name = match?.[1] ?? match?.[2];
    if (!match || name === undefined || !names.has(name)) continue;
    const origin = value.at.start - value.node.start;
    const offset = value.document.text.slice(at.start - origin, at.end - origin).indexOf(match[0]);
    const start = at.start + offset;
    yield {
      at,
      severity: 'warning',
      message: message`Without a shell ${match[0]} is not replaced; Kubernetes writes ${`$(${name})`}.`,
      ...(offset >= 0 && {
        fix: { title: message`Use ${`$(${name})`}`, safe: false, edits: [{ at: { file: at.file, start, end: start + match[0].length }, text: `$(${name})` }] },
      }),
    };
  }
}
