import { moveField } from '../../fix/reshape';
import type { KubeObject, Value } from '../../model/object';
import type { Project } from '../../model/project';
import { type Home, homesOf } from '../../schema/homes';
import { message } from '../../text/message';
import type { Fix } from '../rule';
import { levelsTo, pathIn } from './object-findings';

/** A field that stands where it does not belong. */
export interface Misplaced {
  readonly value: Value;
  readonly name: string;
}

/** The nearest places where the field would be legal. */
export function homesFor({ value, name }: Misplaced, object: KubeObject, project: Project): readonly Home[] {
  const field = value.get(name);
  return field ? homesOf(levelsTo(object, value, project), name, field) : [];
}

/** Where the field would stand: a path, with `[]` for one of several items, or the object's kind. */
export function homeName({ target, way, several }: Home, object: KubeObject): string {
  const path = pathIn(object, target);
  const named = several ? path.replace(/\[\d+\](?!.*\[\d+\])/, '[]') : path;
  return [named, ...way].filter((part) => part !== '').join('.') || object.kind.value;
}

/** The fix that moves it; none where it is not clear to which of several items. */
export function moveTo({ target, way, several }: Home, place: string, { value, name }: Misplaced): Fix | undefined {
  const field = value.get(name);
  const edits = field && !several ? moveField(field, target, way) : [];
  return edits.length > 0 ? { title: message`Move ${name} to ${place}`, safe: false, edits } : undefined;
}
