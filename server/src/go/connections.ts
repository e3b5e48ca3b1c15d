import type { Node } from 'web-tree-sitter';
import type { Located } from '../text/span';
import type { Callee, Evaluator } from './evaluate';
import { fieldsOf } from './listens';
import type { Connection } from './source';

/** Calls that connect to a server, by import path: which argument says where it is. */
const DIALERS: readonly { readonly path: RegExp; readonly names: RegExp; readonly argument: number }[] = [
  { path: /^(?:database\/sql|github\.com\/jmoiron\/sqlx)$/, names: /^(?:Open|Connect|MustConnect|MustOpen)$/, argument: 1 },
  { path: /^gorm\.io\/driver\/(?:mysql|postgres|sqlserver|clickhouse)$/, names: /^Open$/, argument: 0 },
  { path: /^github\.com\/jackc\/pgx\/v\d(?:\/pgxpool)?$/, names: /^(?:Connect|New)$/, argument: 1 },
  { path: /^github\.com\/(?:rabbitmq\/amqp091-go|streadway\/amqp)$/, names: /^Dial$/, argument: 0 },
  { path: /^github\.com\/nats-io\/nats\.go$/, names: /^Connect$/, argument: 0 },
  { path: /^github\.com\/(?:redis|go-redis)\//, names: /^ParseURL$/, argument: 0 },
];

export const CONNECTION_WORDS = ['Open', 'Connect', 'MustConnect', 'MustOpen', 'New', 'Dial', 'ParseURL', 'ApplyURI'];

/** The server that a call connects to; undefined where it connects to none, or nobody knows where. */
export function connectionOfCall(call: Node, { path, name, receiver }: Callee, evaluator: Evaluator): Connection | undefined {
  const given = evaluator.argumentsOf(call);
  if (receiver && name === 'ApplyURI' && evaluator.imports('go.mongodb.org/mongo-driver')) return connection(given[0], evaluator);
  const dialer = path === undefined ? undefined : DIALERS.find((one) => one.path.test(path) && one.names.test(name));
  return dialer && connection(given[dialer.argument], evaluator);
}

/** `&redis.Options{Addr: "localhost:6379"}`. */
export function connectionOfLiteral(literal: Node, evaluator: Evaluator): Connection | undefined {
  return connection(fieldsOf(literal, evaluator).find(({ key }) => key === 'Addr')?.value, evaluator);
}

function connection(place: Node | undefined, evaluator: Evaluator): Connection | undefined {
  const address = place && evaluator.evaluate(place);
  return place && address && { address, at: evaluator.spanOf(place) };
}

/** The time zone that a driver is told to load: `…?parseTime=True&loc=Asia%2FShanghai`. */
export function timeZoneOf({ address, at }: Connection): Located<string> | undefined {
  for (const part of address) {
    const [, zone] = (part.kind === 'constant' && /[?&]loc=([\w%/+-]+)/.exec(part.text)) || [];
    if (part.kind !== 'constant' || zone === undefined) continue;
    try {
      const start = part.at && part.at.start + part.text.indexOf(`loc=${zone}`) + 4;
      return { value: decodeURIComponent(zone), at: part.at && start !== undefined ? { ...part.at, start, end: start + zone.length } : at };
    } catch {
      // A percent sign that encodes nothing.
      return undefined;
    }
  }
  return undefined;
}
