import { importOf } from '../../model/program';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'environment-not-provided',
  summary: 'A program cannot start without a variable that nothing sets.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'chain',

  *check({ program, container, environment, unknownEnvironment }) {
    // A `.env` file that is read at the start sets variables too.
    if (!program || unknownEnvironment.has('*') || importOf(program, 'github.com/joho/godotenv')) return;
    const reported = new Set<string>();
    const isSet = (name: string | undefined) => name !== undefined && (environment.has(name) || unknownEnvironment.has(name));
    for (const { key, other, required, fallback, at } of program.environment) {
      // A prefix that the source does not show may stand in front.
      if (
        !required ||
        fallback !== undefined ||
        reported.has(key) ||
        isSet(key) ||
        isSet(other) ||
        hasEnding(`_${key}`, [environment.keys(), unknownEnvironment])
      )
        continue;
      reported.add(key);
      yield {
        at: container.at,
        message: message`The program requires ${key}, which neither this container nor its image sets.`,
        related: [{ at, message: message`The variable is required here.` }],
      };
    }
  },
});

function hasEnding(ending: string, names: readonly Iterable<string>[]): boolean {
  return names.some((list) => [...list].some((name) => name.endsWith(ending)));
}
