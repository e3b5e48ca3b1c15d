import { replaceValue } from '../../fix/fields';
import { chainPorts, isClosed, showsAllPorts } from '../../model/chain-ports';
import type { Container, Handler } from '../../model/container';
import { message } from '../../text/message';
import { rule } from '../rule';
import { listenPlaces, onlyPort, portNames } from './listened-ports';

export default rule({
  id: 'probe-port-not-listened',
  summary: 'A probe asks a port on which the program does not listen.',
  severity: 'error',
  stage: 'ready',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'chain',

  *check(chain) {
    const { container, program } = chain;
    const listens = chainPorts(chain);
    if (!listens || !program || !showsAllPorts(program)) return;
    const only = onlyPort(listens);
    for (const { handlers } of container.probes) {
      for (const handler of handlers) {
        const number = portOf(handler, container);
        // All containers of a pod share its ports, so a sidecar may be the one that answers.
        if (number === undefined || !handler.port || container.pod.allContainers.length > 1 || listens.some(({ port }) => port === number)) continue;
        const written = handler.value.get('port');
        const fix = only !== undefined && written ? { title: message`Use port ${only}`, safe: false, edits: [replaceValue(written, only)] } : undefined;
        yield {
          at: handler.port.at,
          message: message`The program in this container listens on ${portNames(listens)}, and this probe asks ${number}.`,
          ...(!isClosed(program) && { severity: 'warning' }),
          related: listenPlaces(listens),
          ...(fix && { fix }),
        };
      }
    }
  },
});

/** The number that a probe's port means in its container; undefined where it names no port that is declared. */
function portOf({ port, kind, value }: Handler, container: Container): number | undefined {
  if (kind === 'exec' || kind === 'sleep' || value.get('host')) return undefined;
  if (typeof port?.value !== 'string') return port?.value;
  if (/^\d+$/.test(port.value)) return Number(port.value);
  return container.ports.find(({ name }) => name?.value === port.value)?.number?.value;
}
