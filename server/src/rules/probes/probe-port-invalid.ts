import { replaceSource } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { nameFault } from '../../schema/names';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'probe-port-invalid',
  summary: 'A probe or hook asks a port that can be neither a number nor a name.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ probes, hooks, ports }) {
    const ofProbes = new Set(probes.flatMap(({ handlers }) => handlers));
    for (const handler of [...ofProbes, ...hooks.flatMap(({ handlers }) => handlers)]) {
      const { port, value } = handler;
      const written = value.get('port');
      if (!port || !written) continue;
      if (typeof port.value === 'number') {
        if (port.value < 1 || port.value > 65535) yield { at: port.at, message: message`A port number lies between 1 and 65535; ${port.value} does not.` };
        continue;
      }
      if (isTemplated(port.value)) continue;
      const number = /^\d+$/.test(port.value) ? Number(port.value) : undefined;
      // A probe that asks for a name which its container does not declare is another rule's; where the name is declared, it is
      // wrong there, and `port-name-invalid` mends both.
      const isDeclared = ports.some(({ name }) => name?.value === port.value);
      const fault = !ofProbes.has(handler) && !isDeclared ? nameFault(port.value, 'port') : undefined;
      if (number !== undefined)
        yield {
          at: port.at,
          message: message`In quotes ${port.value} is the name of a port, and a name must hold a letter.`,
          ...(number >= 1 && number <= 65535 && { fix: { title: message`Write it as a number`, safe: true, edits: [replaceSource(written, String(number))] } }),
        };
      else if (fault) yield { at: port.at, message: port.value === '' ? message`The port is empty.` : message`The port name ${port.value} ${fault}.` };
    }
  },
});
