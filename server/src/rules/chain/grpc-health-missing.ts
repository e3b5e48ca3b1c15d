import { renameKey, replaceValue } from '../../fix/fields';
import { chainPorts, isClosed } from '../../model/chain-ports';
import { importOf, markOf } from '../../model/program';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'grpc-health-missing',
  summary: 'A gRPC probe asks a program that does not serve the health protocol.',
  severity: 'error',
  stage: 'ready',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'chain',

  *check(chain) {
    const { container, program } = chain;
    const server = program && markOf(program, 'grpc-server');
    // A module that is not known may register the service.
    if (!program || !server || !isClosed(program) || importOf(program, 'google.golang.org/grpc/health') || container.pod.allContainers.length > 1) return;
    const listens = chainPorts(chain);
    for (const { handlers } of container.probes) {
      for (const { kind, port, value } of handlers) {
        if (kind !== 'grpc' || typeof port?.value !== 'number' || (listens && !listens.some((one) => one.port === port.value))) continue;
        yield {
          at: value.keyAt,
          message: message`The program serves gRPC without the service ${'grpc.health.v1.Health'}, which this probe calls.`,
          related: [{ at: server, message: message`The server is made here.` }],
          fix: {
            title: message`Ask only whether the port is open`,
            safe: false,
            edits: [renameKey({ at: value.keyAt }, 'tcpSocket'), replaceValue(value, { port: port.value })],
          },
        };
      }
    }
  },
});
