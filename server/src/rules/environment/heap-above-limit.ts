import type { Container } from '../../model/container';
import { isTemplated } from '../../model/templated';
import { type Message, message } from '../../text/message';
import type { Located } from '../../text/span';
import { rule } from '../rule';

interface HeapFlag {
  /** The variables that hand the flag to a runtime by themselves. */
  readonly variables: readonly string[];
  /** Programs that take it as an argument. */
  readonly programs: RegExp;
  readonly pattern: RegExp;
  /** In bytes where the number has no unit. */
  readonly unit: number;
}

/**
 * Options that say how large a heap may grow: of the `java` command, and of V8.
 * JAVA_OPTS and its like are read by start scripts alone; what they do with them is not known here.
 */
const FLAGS: readonly HeapFlag[] = [
  {
    variables: ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'],
    programs: /(?:^|\/)java$/,
    pattern: /(?:^|\s)(-(?:Xmx|XX:MaxHeapSize=)(\d+)([kmgtKMGT]?))(?=\s|$)/g,
    unit: 1,
  },
  { variables: ['NODE_OPTIONS'], programs: /(?:^|\/)node$/, pattern: /(?:^|\s)(--max[-_]old[-_]space[-_]size[= ](\d+)())(?=\s|$)/g, unit: 1024 ** 2 },
];

const UNITS = ['', 'k', 'm', 'g', 't'];

export default rule({
  id: 'heap-above-limit',
  summary: 'The heap of a program may grow to the memory limit of its container or beyond.',
  severity: 'warning',
  stage: 'run',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'container',

  *check(container) {
    const limit = container.limits.get('memory');
    if (limit?.amount === undefined) return;
    for (const { at, shown, bytes } of heaps(container)) {
      if (bytes < limit.amount) continue;
      const said: Message = message`${shown} lets the heap grow to the limit of ${limit.value} or beyond, where the container is killed.`;
      yield { at, message: said, related: [{ at: limit.at, message: message`The memory limit is written here.` }] };
    }
  },
});

interface Heap {
  readonly at: Located<string>['at'];
  readonly shown: string;
  readonly bytes: number;
}

function heaps({ environment, command, arguments: args }: Container): Heap[] {
  const words = [...command, ...args];
  return FLAGS.flatMap(({ variables, programs, pattern, unit }) => {
    // The last of several definitions of a variable counts.
    const texts = variables.flatMap((variable) => environment.findLast(({ name }) => name?.value === variable)?.literal ?? []);
    const own = programs.test(words[0]?.value ?? '') ? words.slice(1) : [];
    return [...texts, ...own].flatMap((text) => lastOf(text, pattern, unit) ?? []);
  });
}

/** Of several such options in one text the last counts. */
function lastOf({ value, at }: Located<string>, pattern: RegExp, unit: number): Heap | undefined {
  if (isTemplated(value) || value.includes('$(')) return undefined;
  const found = [...value.matchAll(pattern)].at(-1);
  const bytes = Number(found?.[2]) * unit * 1024 ** UNITS.indexOf((found?.[3] ?? '').toLowerCase());
  return found ? { at, shown: found[1] as string, bytes } : undefined;
}
