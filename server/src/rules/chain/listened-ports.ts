import type { ListenPort } from '../../model/program';
import { message } from '../../text/message';
import type { Related } from '../rule';

/** The ports as a message shows them. */
export function portNames(listens: readonly ListenPort[]): readonly string[] {
  return [...new Set(listens.map(({ port }) => String(port)))];
}

/** The port, where there is just one. */
export function onlyPort(listens: readonly ListenPort[]): number | undefined {
  const [only, ...others] = new Set(listens.map(({ port }) => port));
  return others.length === 0 ? only : undefined;
}

export function listenPlaces(listens: readonly ListenPort[]): Related[] {
  return listens.map(({ listen }) => ({ at: listen.at, message: message`It listens here.` }));
}
