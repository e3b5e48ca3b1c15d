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
    for (const { key, required, fallback, at } of program.environment) {
      if (!required || fallback !== undefined || reported.has(key) || environment.has(key) || unknownEnvironment.has(key)) continue;
      reported.add(key);
      yield {
        at: container.at,
        message: message`The program requires ${key}, which neither this container nor its image sets.`,
        related: [{ at, message: message`The variable is required here.` }],
      };
    }
  },
});
