import type { Container } from '../../model/container';
import { valueOf } from '../../model/program';
import type { Chain, Project } from '../../model/project';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { table } from '../../text/table';
import { rule } from '../rule';

/** Ports on which a program of its own listens, by what is behind them. */
const SERVERS: Readonly<Record<string, string>> = table({
  1433: 'SQL Server',
  2379: 'etcd',
  3306: 'MySQL',
  4222: 'NATS',
  5432: 'PostgreSQL',
  5672: 'RabbitMQ',
  6379: 'Redis',
  8123: 'ClickHouse',
  9042: 'Cassandra',
  9092: 'Kafka',
  9200: 'Elasticsearch',
  11211: 'memcached',
  27017: 'MongoDB',
});

const ADDRESS = new RegExp(`(?:^|[@/(=,\\s])(?:localhost|127\\.0\\.0\\.1)\\)?:(${Object.keys(SERVERS).join('|')})(?!\\d)`);

export default rule({
  id: 'localhost-dependency',
  summary: 'A container looks for a database or broker on localhost, where only its own pod is.',
  severity: 'warning',
  stage: 'run',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'container',

  *check(container, project) {
    // A second container may be the server, or a proxy to it.
    if (container.role === 'init' || container.pod.allContainers.some((other) => other !== container && other.role !== 'init') || container.pod.hostNetwork)
      return;
    const chain = project.chainOf(container);
    for (const { value, at } of [...givenValues(container, project), ...(chain ? fallbacks(chain) : [])]) {
      const port = ADDRESS.exec(value)?.[1];
      if (port === undefined) continue;
      yield {
        at,
        message: message`On localhost there is only this pod, which runs no ${SERVERS[port] as string}; the name of a Service is expected.`,
        related: [{ at: container.at, message: message`This container uses it.` }],
      };
    }
  },
});

/** Literal values, and those that come out of ConfigMaps of the workspace. */
function* givenValues(container: Container, project: Project): Iterable<Located<string>> {
  const { owner } = container.pod;
  for (const { literal, source } of container.environment) {
    if (literal) yield literal;
    const name = source?.kind === 'configMapKeyRef' ? source.value.string('name')?.value : undefined;
    const key = source?.value.string('key')?.value;
    const [object] = name === undefined ? [] : project.find('ConfigMap', name, owner);
    const value = key === undefined ? undefined : object?.value.string('data', key);
    if (value) yield value;
  }
  for (const { kind, name } of container.environmentFrom) {
    const [object] = kind === 'ConfigMap' && name ? project.find('ConfigMap', name.value, owner) : [];
    for (const { value } of object?.value.fields('data') ?? []) {
      const text = value.string();
      if (text) yield text;
    }
  }
}

/** Defaults in the program that nothing overrides. */
function* fallbacks({ program, environment, unknownEnvironment }: Chain): Iterable<Located<string>> {
  if (unknownEnvironment.has('*')) return;
  for (const { key, fallback, at } of program?.environment ?? []) {
    if (fallback !== undefined && !environment.has(key) && !unknownEnvironment.has(key)) yield { value: fallback, at };
  }
  for (const { address, at } of program?.connections ?? []) {
    // What a variable decides is reported where the variable is set, or where its default stands.
    const value = address.every(({ kind }) => kind === 'constant') ? valueOf(address) : undefined;
    if (value !== undefined) yield { value, at };
  }
}
