import { isClosed, showsAllPorts } from '../../model/chain-ports';
import { listenPorts } from '../../model/program';
import { message } from '../../text/message';
import { rule } from '../rule';
import { listenPlaces, onlyPort, portNames } from './listened-ports';

export default rule({
  id: 'expose-not-listened',
  summary: 'EXPOSE names a port on which the program does not listen.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'image',

  *check(image, project) {
    const program = project.programOf(image);
    if (!program || program.listens.length === 0 || !showsAllPorts(program)) return;
    const environment = new Map([...image.environment].flatMap(([name, value]): [string, string][] => (value ? [[name, value.value]] : [])));
    const unknown = new Set([...image.environment].flatMap(([name, value]) => (value ? [] : [name])));
    const listens = listenPorts(program, { environment }, unknown);
    // The words of ENTRYPOINT and CMD may set flags; whoever sets flags knows what is exposed.
    if (!listens || listens.some(({ port, flag }) => port === 0 || flag !== undefined)) return;
    const only = onlyPort(listens);
    for (const { port, protocol } of image.exposes) {
      if (protocol !== 'TCP' || listens.some((one) => one.port === port.value)) continue;
      const fix =
        only !== undefined && image.exposes.length === 1
          ? { title: message`Use port ${only}`, safe: false, edits: [{ at: port.at, text: String(only) }] }
          : undefined;
      yield {
        at: port.at,
        message: message`The program in this image listens on ${portNames(listens)}, not on ${port.value}.`,
        ...(!isClosed(program) && { severity: 'info' }),
        related: listenPlaces(listens),
        ...(fix && { fix }),
      };
    }
  },
});
