import { moveField, type Piece, reshape } from '../../fix/reshape';
import type { KubeObject, Value } from '../../model/object';
import type { Project } from '../../model/project';
import type { Definition } from '../../schema/definition';
import { type Home, homesOf } from '../../schema/homes';
import { message } from '../../text/message';
import type { Fix } from '../rule';
import { levelsTo, pathIn } from './object-findings';

/** A field that stands where it does not belong. */
export interface Misplaced {
  readonly value: Value;
  readonly name: string;
  /** What the mapping is that holds it. */
  readonly definition?: Definition;
}

const SELECTOR = 'meta.v1.LabelSelector';

/** The nearest places where the field would be legal. */
export function homesFor({ value, name, definition }: Misplaced, object: KubeObject, project: Project): readonly Home[] {
  const field = value.get(name);
  // A label that stands in a selector itself, as in a Service.
  if (definition?.name === SELECTOR && field?.words !== undefined) return [{ target: value, way: ['matchLabels'], several: false }];
  return field ? homesOf(levelsTo(object, value, project), name, field) : [];
}

/** Where the field would stand: a path, with `[]` for one of several items, or the object's kind. */
export function homeName({ target, way, several }: Home, object: KubeObject): string {
  const path = pathIn(object, target);
  const named = several ? path.replace(/\[\d+\](?!.*\[\d+\])/, '[]') : path;
  return [named, ...way].filter((part) => part !== '').join('.') || object.kind.value;
}

/** The fix that moves it; none where it is not clear to which of several items. */
export function moveTo({ target, way, several }: Home, place: string, { value, name, definition }: Misplaced): Fix | undefined {
  const field = value.get(name);
  if (definition?.name === SELECTOR) return { title: message`Move the labels to ${place}`, safe: false, edits: [reshape(value, asSelector(value))] };
  const edits = field && !several ? moveField(field, target, way) : [];
  return edits.length > 0 ? { title: message`Move ${name} to ${place}`, safe: false, edits } : undefined;
}

type Fields = ReturnType<Value['fields']>;

/** A selector with the labels that stand in it itself below `matchLabels`. */
function asSelector(selector: Value): Piece[] {
  const pieces = (from: readonly Fields[number][]) => from.map(({ name, value }): Piece => ({ key: name, from: value }));
  const isOwn = ({ name }: Fields[number]) => name === 'matchLabels' || name === 'matchExpressions';
  const labels = [...pieces(selector.fields('matchLabels')), ...pieces(selector.fields().filter((field) => !isOwn(field)))];
  return [{ key: 'matchLabels', shape: labels }, ...pieces(selector.fields().filter(({ name }) => name === 'matchExpressions'))];
}
