import type { Edit } from '../../text/edit';
import type { Value } from '../../yaml/value';
import { insertFieldAfter, renameKey } from '../fields';
import { type Piece, reshape, type Shape } from '../reshape';
import type { Migration } from './migration';

/**
 * From `v1beta1` to `v1`: backends name their Service in a mapping of its own, every path has a type, and the backend
 * for everything else is called `defaultBackend`. Without a type a path meant what its controller made of it, which is
 * called `ImplementationSpecific` now.
 */
export function restructureIngress(root: Value): Migration | undefined {
  const edits: Edit[] = [];
  const spec = root.get('spec');
  const fallback = spec?.get('backend');
  if (fallback?.entry) edits.push(renameKey({ at: fallback.keyAt }, 'defaultBackend'), ...restructureBackend(fallback));
  for (const rule of spec?.items('rules') ?? []) {
    for (const path of rule.items('http', 'paths')) {
      if (path.kind !== 'map') return undefined;
      if (!path.given('pathType')) edits.push(insertFieldAfter(path, 'path', 'pathType', 'ImplementationSpecific'));
      const backend = path.get('backend');
      if (backend) edits.push(...restructureBackend(backend));
    }
  }
  return { edits, exact: true };
}

/** `serviceName: web, servicePort: 80` -> `service: { name: web, port: { number: 80 } }`. */
export function restructureBackend(backend: Value): Edit[] {
  const name = backend.get('serviceName');
  const port = backend.get('servicePort');
  if (backend.kind !== 'map' || (!name && !port)) return [];
  const service: Piece[] = [];
  if (name) service.push({ key: 'name', from: name });
  if (port) service.push({ key: 'port', shape: [portPiece(port)] });
  const others = backend.fields().filter((field) => field.name !== 'serviceName' && field.name !== 'servicePort');
  const shape: Shape = [{ key: 'service', shape: service }, ...others.map((field) => ({ key: field.name, from: field.value }))];
  return [reshape(backend, shape)];
}

/** A port is a number or a name; a number in quotes was meant as a number, since names must hold a letter. */
function portPiece(port: Value): Piece {
  if (typeof port.plain === 'string' && /^\d+$/.test(port.plain)) return { key: 'number', data: Number(port.plain) };
  return { key: typeof port.plain === 'number' ? 'number' : 'name', from: port };
}
