import { replaceValue } from '../../fix/fields';
import { chainPorts, showsAllPorts } from '../../model/chain-ports';
import { message } from '../../text/message';
import { rule } from '../rule';
import { listenPlaces, onlyPort, portNames } from './listened-ports';

export default rule({
  id: 'container-port-not-listened',
  summary: 'A container declares a port on which its program does not listen.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'chain',

  *check(chain) {
    const { container, program } = chain;
    const listens = chainPorts(chain);
    // Where an address cannot be read, or a module opens ports of its own, the program may listen anywhere.
    if (!listens || !program || !showsAllPorts(program)) return;
    const only = onlyPort(listens);
    for (const { number, protocol, value } of container.ports) {
      if (!number || protocol !== 'TCP' || listens.some(({ port }) => port === number.value)) continue;
      const written = value.get('containerPort');
      yield {
        at: number.at,
        message: message`The program in this container listens on ${portNames(listens)}, not on ${number.value}.`,
        related: listenPlaces(listens),
        ...(only !== undefined && written && { fix: { title: message`Use port ${only}`, safe: false, edits: [replaceValue(written, only)] } }),
      };
    }
  },
});
