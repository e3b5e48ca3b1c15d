import type { Container } from '../../model/container';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Images of programs that run until they are stopped, and that people put beside the program of a Job. */
/** Proxies and agents are the matter of `endless-sidecar-in-job`. */
const SERVERS = /(?:^|\/)(?:linkerd\/proxy|oauth2-proxy\/oauth2-proxy|hashicorp\/vault|nginx|redis|postgres|mysql)(?:[:@]|$)/;

export default rule({
  id: 'job-never-completes',
  summary: 'A container of a Job runs for ever, and so does the Job.',
  severity: 'warning',
  stage: 'run',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'container',

  *check(container) {
    const { pod, role } = container;
    if (role !== 'main' || pod.owner.group !== 'batch') return;
    const endless = endlessCommand(container);
    if (endless) {
      yield { at: endless.at, message: message`This never ends, so that the Job never completes.` };
      return;
    }
    // Alone, such an image runs a tool of its own: a backup with `pg_dump`, a test with `redis-cli`.
    const isServer = container.image && SERVERS.test(container.image.value) && container.command.length === 0 && container.arguments.length === 0;
    if (!isServer || !container.image || pod.containers.length < 2 || quits(pod.containers)) return;
    yield {
      at: container.image.at,
      message: message`A Job completes when all of its containers have ended, and this one runs until it is stopped; as an init container with the restart policy ${'Always'} it ends with the others.`,
    };
  },
});

function endlessCommand({ command, arguments: given }: Container) {
  const words = [...command, ...given];
  const text = words
    .map(({ value }) => value)
    .join(' ')
    .trim();
  const isEndless = /(?:^|;|&&|\s)(?:sleep (?:infinity|inf)|tail -[fF] \/dev\/null)\s*;?\s*$/.test(text);
  return isEndless ? words.at(-1) : undefined;
}

/** Another container tells the proxy to stop: quitquitquit and the like. */
function quits(containers: readonly Container[]): boolean {
  return containers.some(({ command, arguments: given }) => [...command, ...given].some(({ value }) => /quitquitquit|pkill|kill -|shutdown/.test(value)));
}
