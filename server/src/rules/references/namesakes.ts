import { named } from '../../model/named';
import type { Project } from '../../model/project';
import { message } from '../../text/message';
import type { Related } from '../rule';

/** More places than this help nobody find the right one. */
const MOST = 5;

/** Where objects of a kind and name lie in other namespaces than the one in which one is looked for. */
export function namesakes(kind: string, name: string, namespace: string | undefined, project: Project): { readonly related?: readonly Related[] } {
  if (namespace === undefined) return {};
  const others = named(name, project.objects(kind)).filter((one) => one.namespace !== undefined && one.namespace.value !== namespace);
  const related = others.slice(0, MOST).map((one) => ({ at: one.at, message: message`The namespace ${one.namespace?.value ?? ''} has one of this name.` }));
  return related.length > 0 ? { related } : {};
}
