import { chainPorts, isClosed, showsAllPorts } from '../../model/chain-ports';
import { answers } from '../../model/routes';
import { message } from '../../text/message';
import { rule } from '../rule';
import { listenPlaces, portNames } from './listened-ports';

export default rule({
  id: 'scrape-target-not-served',
  summary: 'Annotations send Prometheus to a port or path that the program does not serve.',
  severity: 'warning',
  stage: 'observe',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'chain',

  *check(chain) {
    const { container, program } = chain;
    const { annotations, allContainers } = container.pod;
    // With a second container, nobody knows whose metrics are meant.
    if (!program || allContainers.length > 1 || annotations.get('prometheus.io/scrape')?.value !== 'true') return;
    const port = annotations.get('prometheus.io/port');
    const listens = chainPorts(chain);
    if (port && listens && /^\d+$/.test(port.value) && showsAllPorts(program) && isClosed(program) && !listens.some((one) => String(one.port) === port.value)) {
      yield {
        at: port.at,
        message: message`The program listens on ${portNames(listens)}, and Prometheus is sent to ${port.value}.`,
        related: listenPlaces(listens),
      };
      return;
    }
    const path = annotations.get('prometheus.io/path');
    const asked = path?.value ?? '/metrics';
    if (answers(program, asked) !== false) return;
    const [first] = program.routes;
    yield {
      at: path?.at ?? (annotations.get('prometheus.io/scrape') ?? port)?.at ?? container.at,
      message: message`Prometheus is sent to ${asked}, for which the program has no route.`,
      ...(first && { related: [{ at: first.at, message: message`Routes are registered here.` }] }),
    };
  },
});
