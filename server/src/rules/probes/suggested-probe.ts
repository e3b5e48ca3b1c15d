import { insertField } from '../../fix/fields';
import { type Data, Raw } from '../../fix/write-yaml';
import { chainPorts } from '../../model/chain-ports';
import type { Container } from '../../model/container';
import type { Project } from '../../model/project';
import type { Edit } from '../../text/edit';

/** Probes that ask a port which the container really has. */
export interface SuggestedProbes {
  readonly port: string | number;
  readonly edits: readonly Edit[];
}

/** Names and numbers of ports behind which HTTP is spoken as a rule. */
const HTTP_NAME = /^(?:https?|web|api|rest|ui|admin|health)/;
const HTTP_NUMBERS = new Set([80, 3000, 5000, 8000, 8080, 8081, 8888, 9090]);

/** What HTTP probes ask for where the program does not say. */
const PATHS = { readinessProbe: '/ready', livenessProbe: '/healthz' } as const;

/** Undefined where no port is known: a probe must not guess one. */
export function suggestProbes(container: Container, project: Project, names: readonly (keyof typeof PATHS)[]): SuggestedProbes | undefined {
  const ports = container.ports.filter(({ protocol, number }) => protocol === 'TCP' && number !== undefined);
  const declared = ports.find((port) => HTTP_NAME.test(port.name?.value ?? '')) ?? ports[0];
  const number = declared?.number?.value ?? listenedPort(container, project);
  if (number === undefined) return undefined;
  const port = declared?.name?.value ?? number;
  const portName = declared?.name?.value ?? '';
  const isHttp = HTTP_NAME.test(portName) || (portName === '' && HTTP_NUMBERS.has(number));
  // A gRPC probe takes numbers alone.
  const handler = (hole: number, path: string): Data =>
    /^grpc/.test(portName)
      ? { grpc: { port: number } }
      : isHttp
        ? { httpGet: { path: new Raw(`\${${hole}:${path}}`), port, ...(/^https/.test(portName) && { scheme: 'HTTPS' }) } }
        : { tcpSocket: { port } };
  // What asks the same as a readiness probe has to be more patient: a container that is merely busy is not to be restarted.
  const patient = (name: string): object => (name === 'livenessProbe' && !isHttp ? { periodSeconds: 20 } : {});
  const probe = (name: keyof typeof PATHS, hole: number): Data => ({ ...(handler(hole, PATHS[name]) as object), ...patient(name) }) as Data;
  return { port, edits: names.map((name, index) => insertField(container.value, name, probe(name, index + 1), { snippet: true })) };
}

function listenedPort(container: Container, project: Project): number | undefined {
  const chain = project.chainOf(container);
  const [only, ...others] = new Set((chain && chainPorts(chain))?.map(({ port }) => port));
  return others.length === 0 ? only : undefined;
}
