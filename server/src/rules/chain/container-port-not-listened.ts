import { replaceValue } from '../../fix/fields';
import { listenPorts } from '../../model/program';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'container-port-not-listened',
  summary: 'A container declares a port on which its program does not listen.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'chain',

  *check({ program, container, environment, unknownEnvironment }) {
    const listens = program && listenPorts(program, environment, unknownEnvironment);
    // An address that cannot be read, or a flag that the manifest may set: the program may listen anywhere.
    if (!listens || listens.length === 0 || listens.some(({ flag, port }) => flag !== undefined || port === 0)) return;
    const [only, ...others] = new Set(listens.map(({ port }) => port));
    for (const { number, protocol } of container.ports) {
      if (!number || protocol !== 'TCP' || listens.some(({ port }) => port === number.value)) continue;
      const written = others.length === 0 ? number : undefined;
      const value = container.ports.find((port) => port.number === number)?.value.get('containerPort');
      yield {
        at: number.at,
        message: message`The program in this container listens on ${[...new Set(listens.map(({ port }) => String(port)))]}, not on ${number.value}.`,
        related: listens.map(({ listen }) => ({ at: listen.at, message: message`It listens here.` })),
        ...(written && only !== undefined && value && { fix: { title: message`Use port ${only}`, safe: false, edits: [replaceValue(value, only)] } }),
      };
    }
  },
});
