import type { Data } from '../../fix/write-yaml';
import { chainPorts } from '../../model/chain-ports';
import type { Image } from '../../model/image';
import { isLoopback, type ListenPort, listenPorts, markOf, type Program } from '../../model/program';
import type { Chain } from '../../model/project';
import { answers, healthRoutes } from '../../model/routes';

/** The port that a program is meant to be asked on, and how it answers there. */
export interface Served {
  readonly port: number;
  readonly speaks: 'http' | 'https' | 'grpc' | 'tcp';
  /** A path that is certainly answered, for each question; undefined where none is known. */
  readonly ready: string | undefined;
  readonly alive: string | undefined;
  /** The program serves gRPC's health protocol. */
  readonly grpcHealth: boolean;
}

/** What the program behind a container serves; undefined where its port is not known. */
export function servedBy(chain: Chain): Served | undefined {
  const declared = chain.container.ports.filter(({ protocol }) => protocol === 'TCP').flatMap(({ number }) => number?.value ?? []);
  return served(chain.program, chainPorts(chain), declared);
}

/** What an image serves when it is started as it is. */
export function servedByImage(image: Image, program: Program | undefined): Served | undefined {
  const environment = new Map([...image.environment].flatMap(([name, value]) => (value ? [[name, value.value] as const] : [])));
  const exposed = image.exposes.filter(({ protocol }) => protocol.toLowerCase() === 'tcp').map(({ port }) => port.value);
  return served(program, program && listenPorts(program, { environment }), exposed);
}

/** `told` are the ports that manifest or image name: where there are several listeners, they say which one is meant. */
function served(program: Program | undefined, listens: readonly ListenPort[] | undefined, told: readonly number[]): Served | undefined {
  const open = listens?.filter(({ host, port }) => port > 0 && !(host !== undefined && isLoopback(host))) ?? [];
  const listen = open.find(({ port }) => told.includes(port)) ?? open.find(({ listen: { framework } }) => framework !== 'net') ?? open[0];
  const port = listen?.port ?? (listens ? undefined : told[0]);
  if (port === undefined) return undefined;
  const isGrpc = program !== undefined && markOf(program, 'grpc-server') !== undefined && (listen?.listen.framework ?? 'net') === 'net';
  if (isGrpc) return { port, speaks: 'grpc', ready: undefined, alive: undefined, grpcHealth: markOf(program, 'grpc-health') !== undefined };
  if (!program || !listen || listen.listen.framework === 'net') return { port, speaks: 'tcp', ready: undefined, alive: undefined, grpcHealth: false };
  const paths = [...healthRoutes(program), '/'].filter((path) => answers(program, path) === true);
  const find = (pattern: RegExp) => paths.find((path) => pattern.test(path)) ?? paths[0];
  return {
    port,
    speaks: listen.listen.tls ? 'https' : 'http',
    ready: find(/ready|readiness/),
    alive: find(/live|alive/),
    grpcHealth: false,
  };
}

/** The probe that asks for it. A gRPC probe takes numbers alone; where no path is known, an open port has to be enough. */
export function probeFor({ port, speaks, ready, alive, grpcHealth }: Served, kind: 'readiness' | 'liveness', name: string | number): Data {
  const path = kind === 'readiness' ? ready : alive;
  // A busy program is taken out of the Service long before it is restarted.
  const patience = kind === 'liveness' ? { periodSeconds: 20, failureThreshold: 3 } : {};
  if (speaks === 'grpc' && grpcHealth) return { grpc: { port }, ...patience };
  if (path === undefined || speaks === 'tcp' || speaks === 'grpc') return { tcpSocket: { port: name }, ...patience };
  return { httpGet: { path, port: name, ...(speaks === 'https' && { scheme: 'HTTPS' }) }, ...patience };
}
