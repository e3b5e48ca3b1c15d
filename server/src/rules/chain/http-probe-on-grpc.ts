import { renameKey, replaceValue } from '../../fix/fields';
import { chainPorts, isClosed, showsAllPorts } from '../../model/chain-ports';
import { importOf, markOf } from '../../model/program';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'http-probe-on-grpc',
  summary: 'An HTTP probe asks a port on which the program speaks gRPC alone.',
  severity: 'error',
  stage: 'ready',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'chain',

  *check(chain) {
    const { container, program } = chain;
    const server = program && markOf(program, 'grpc-server');
    const listens = chainPorts(chain);
    if (!program || !server || !listens || !isClosed(program) || !showsAllPorts(program)) return;
    // One listener, and nothing in the program that would serve HTTP on it.
    if (
      listens.length !== 1 ||
      listens[0]?.listen.framework !== 'net' ||
      program.routes.length > 0 ||
      importOf(program, 'net/http') ||
      importOf(program, 'google.golang.org/grpc/cmux')
    )
      return;
    for (const { handlers } of container.probes) {
      for (const { kind, port, value } of handlers) {
        const number = typeof port?.value === 'string' ? container.ports.find(({ name }) => name?.value === port.value)?.number?.value : port?.value;
        if (kind !== 'httpGet' || number !== listens[0].port) continue;
        const hasHealth = markOf(program, 'grpc-health') !== undefined;
        const data = { port: number };
        yield {
          at: value.keyAt,
          message: message`The program speaks gRPC alone on port ${number}, and this probe asks by HTTP.`,
          related: [{ at: server, message: message`The server is made here.` }],
          fix: {
            title: hasHealth ? message`Ask by gRPC` : message`Ask only whether the port is open`,
            safe: false,
            edits: [renameKey({ at: value.keyAt }, hasHealth ? 'grpc' : 'tcpSocket'), replaceValue(value, data)],
          },
        };
      }
    }
  },
});
