import { replaceValue } from '../../fix/fields';
import { isNamePart, type Reference } from '../../model/graph/edges';
import type { Edit } from '../../text/edit';

/** Names another object in the place of a reference. */
export function writeName(reference: Reference, name: string): Edit {
  return isNamePart(reference) ? { at: reference.name.at, text: name } : replaceValue(reference.written, name);
}
