import { MANAGER } from '../go/source';
import { type Start, startOf } from './image-start';
import { isPackageOf, isQuiet } from './known-modules';
import { type ListenPort, listenPorts, type Program } from './program';
import type { Chain } from './project';

/**
 * The ports on which a container's program certainly listens, with the environment and the arguments that it gets;
 * undefined where one of them is not known, or where it opens none that its source shows.
 */
export function chainPorts(chain: Chain): readonly ListenPort[] | undefined {
  const { program, image, container, environment, unknownEnvironment } = chain;
  if (!program || program.listens.length === 0) return undefined;
  const start = startOf(image, container);
  const flags = start && flagValues(start, program);
  const ports = listenPorts(program, { environment, flags }, unknownEnvironment);
  if (!ports || ports.some(({ port, flag }) => port === 0 || (flag !== undefined && !flags))) return undefined;
  return ports;
}

/** The flags that a command line sets; undefined where it holds what only the running container knows. */
export function flagValues(start: Start, program: Program): ReadonlyMap<string, string> | undefined {
  const words = (start.shell?.flatMap((command) => command.words.map(({ value }) => value)) ?? start.words.map(({ value }) => value)).slice(1);
  if (words.some((word) => /\$[({\w@*]/.test(word))) return undefined;
  const booleans = new Set(program.flags.filter(({ isBoolean }) => isBoolean).map(({ name }) => name));
  const values = new Map<string, string>();
  for (let i = 0; i < words.length; i++) {
    // `-p8080` of pflag: a letter with its value.
    const short = /^-([A-Za-z])([:\d].*)$/.exec(words[i] as string);
    if (short) values.set(short[1] as string, short[2] as string);
    const match = /^--?([A-Za-z][\w.-]*)(?:=([\s\S]*))?$/.exec(words[i] as string);
    if (!match) continue;
    const name = match[1] as string;
    if (match[2] !== undefined) values.set(name, match[2]);
    else if (booleans.has(name)) values.set(name, 'true');
    else if (words[i + 1] !== undefined && !/^-/.test(words[i + 1] as string)) values.set(name, words[++i] as string);
  }
  return values;
}

/** Modules that open ports of their own when they are used, at addresses that their callers' source need not show. */
const LISTENING_MODULES =
  /^(?:sigs\.k8s\.io\/controller-runtime|k8s\.io\/(?:apiserver|component-base)|knative\.dev\/pkg|github\.com\/(?:go-kratos\/kratos|zeromicro\/go-zero|micro\/go-micro|beego\/beego|astaxie\/beego|gogf\/gf|cloudwego\/(?:hertz|kitex)|prometheus\/exporter-toolkit|GoogleCloudPlatform\/functions-framework-go|dapr\/go-sdk|urfave\/negroni|operator-framework|gobuffalo\/buffalo|revel\/revel|goadesign|go-swagger|hashicorp\/(?:go-plugin|consul)|caddyserver|oklog\/run|libp2p|nats-io\/nats-server|pocketbase\/pocketbase|gliderlabs\/ssh|soheilhy\/cmux|tidwall\/redcon|go-micro\.dev))(?:\/|$)/;

/** True where the program imports nothing that is known to open ports of its own. */
export function showsAllPorts(program: Program): boolean {
  // What a manager of controller-runtime opens is read.
  const isManager = program.listens.some(({ framework }) => framework === MANAGER);
  const opens = (path: string) => LISTENING_MODULES.test(path) && !(isManager && path.startsWith('sigs.k8s.io/controller-runtime'));
  return !program.sources.some(({ imports }) => imports.some(({ value }) => opens(value)));
}

/** True where everything that the program does to the network stands in its own source: all that it imports is known and does nothing by itself. */
export function isClosed(program: Program): boolean {
  const own = program.module.path?.value;
  return program.sources.every(({ imports }) => imports.every(({ value }) => isQuiet(value) || (own !== undefined && isPackageOf(own, value))));
}
