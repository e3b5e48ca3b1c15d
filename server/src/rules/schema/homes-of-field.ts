import { type Move, moveFields } from '../../fix/reshape';
import type { KubeObject, Value } from '../../model/object';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import type { FieldOutsideRange, SchemaFinding, UnknownField } from '../../schema/check';
import { type Home, homesOf } from '../../schema/homes';
import { isCoreGroup } from '../../schema/pack';
import { message } from '../../text/message';
import type { Fix } from '../rule';
import { sameWord } from './meant-field';
import { explainLevel } from './missing-level';
import { findingsOf, holderName, levelsTo, pathIn } from './object-findings';

/** A field that stands where it does not belong. */
export interface Misplaced {
  readonly value: Value;
  readonly name: string;
}

/** The nearest places where the field would be legal. */
export function homesFor({ value, name }: Misplaced, object: KubeObject, project: Project): readonly Home[] {
  const field = value.get(name);
  return field ? homesOf(levelsTo(object, value, project), name, field, project.kubernetes) : [];
}

/** Where the field would stand: a path, with `[]` for one of several items, or the object's kind. */
export function homeName({ target, way, several }: Home, object: KubeObject): string {
  const path = pathIn(object, target);
  const named = several ? path.replace(/\[\d+\](?!.*\[\d+\])/, '[]') : path;
  return [named, ...way].filter((part) => part !== '').join('.') || object.kind.value;
}

/** The fix that moves it; none where it is not clear to which of several items. */
export function moveTo(home: Home, place: string, misplaced: Misplaced, object: KubeObject): Fix | undefined {
  const move = moveOf(home, misplaced);
  const edits = move ? moveFields([move], meansNothing) : [];
  return edits.length > 0 ? { title: message`Move ${misplaced.name} to ${place}`, safe: isSure(home, misplaced, object), edits } : undefined;
}

/** The fix that moves all fields of one mapping that belong elsewhere, each to its own place. Nothing where that is but one. */
export function moveAll(holder: Value, object: KubeObject, project: Project): Fix | undefined {
  const fields = findingsOf(object, project).flatMap((finding): (readonly [Home, Misplaced])[] => {
    if (finding.value.node !== holder.node || !isNowhere(finding, object, project)) return [];
    const homes = homesFor(finding, object, project);
    return homes.length === 1 && homes[0] ? [[homes[0], finding]] : [];
  });
  const names = new Set(fields.map(([, { name }]) => name));
  // What is moved cannot be made for another one as well: `resources`, and `limits` that go below it.
  const moves = fields.flatMap(([home, misplaced]) => (home.way.some((step) => names.has(step)) ? [] : (moveOf(home, misplaced) ?? [])));
  const edits = moves.length > 1 ? moveFields(moves, meansNothing) : [];
  if (edits.length === 0) return undefined;
  return { title: message`Move ${moves.length} fields to where they belong`, safe: fields.every(([home, one]) => isSure(home, one, object)), edits };
}

/** A field that no targeted minor knows there, and that is no other field in other words. */
function isNowhere(finding: SchemaFinding, object: KubeObject, { kubernetes: { from, to } }: Project): finding is UnknownField | FieldOutsideRange {
  if (finding.kind === 'field-outside-range') return finding.since > to || finding.last < from;
  return (
    finding.kind === 'unknown-field' &&
    !isTemplated(finding.name) &&
    sameWord(finding) === undefined &&
    explainLevel(finding, holderName(object, finding.value), object) === undefined
  );
}

/** Mappings that say the same empty as not at all. */
function meansNothing({ entry }: Value): boolean {
  return ['securityContext', 'resources', 'strategy', 'updateStrategy', 'affinity'].includes(entry?.name ?? '');
}

function moveOf({ target, way, several }: Home, { value, name }: Misplaced): Move | undefined {
  const field = several ? undefined : value.get(name);
  return field && { field, target, way };
}

/**
 * What stands beside the containers is meant for the only one, and what the only container has of its pod is meant for
 * the pod: kubectl refuses it where it is.
 */
function isSure({ target, way }: Home, { value }: Misplaced, { group }: KubeObject): boolean {
  const isOnly = (one: Value) => one.parent?.entry?.name === 'containers' && one.parent.items().length === 1;
  if (!isCoreGroup(group) || way.length > 0) return false;
  if (isOnly(target)) return target.parent?.parent?.node === value.node;
  return isOnly(value) && value.parent?.parent?.node === target.node && !target.given('initContainers');
}
