import type { KubeObject, Value } from '../../model/object';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { checkObject, definitionAt, type SchemaFinding } from '../../schema/check';
import type { Level } from '../../schema/homes';
import { kindFacts } from '../../schema/pack';

/** What the schema of its kind says against an object, without what templates will fill. */
export function findingsOf(object: KubeObject, project: Project): readonly SchemaFinding[] {
  const found = checkObject(object.value, { group: object.group, version: object.version, kind: object.kind.value }, project.kubernetes);
  return found.filter(({ value }) => value.words === undefined || !isTemplated(value.words));
}

/** How the holder of a field is called in messages: its path, or the object's kind. */
export function holderName(object: KubeObject, holder: Value): string {
  const path = pathIn(object, holder);
  return path === '' ? object.kind.value : path;
}

/** The path of a value as seen from its object, which may be an item of a List. */
export function pathIn(object: KubeObject, value: Value): string {
  const before = object.value.path;
  return before === '' ? value.path : value.path.slice(before.length).replace(/^\./, '');
}

/** The keys and indexes that lead from an object to a value in it. */
export function stepsTo(object: KubeObject, value: Value): string[] {
  const steps: string[] = [];
  for (let at = value; at.node !== object.value.node && at.parent; at = at.parent) steps.unshift(String(at.step));
  return steps;
}

/** The mappings with a definition that lead from an object to a mapping in it, both included. */
export function levelsTo(object: KubeObject, holder: Value): Level[] {
  const index = kindFacts(object.group, object.version, object.kind.value)?.definition ?? -1;
  const levels: Level[] = [];
  for (let at: Value | undefined = holder; at && index >= 0; at = at.node === object.value.node ? undefined : at.parent) {
    const definition = definitionAt(index, stepsTo(object, at));
    if (definition && at.kind === 'map') levels.unshift({ value: at, definition });
  }
  return levels;
}
