import { renameKey } from '../../fix/fields';
import { raiseVersion } from '../../fix/migrate/raise';
import type { KubernetesRange } from '../../model/kubernetes-range';
import type { KubeObject } from '../../model/object';
import type { Project } from '../../model/project';
import type { UnknownField } from '../../schema/check';
import { definitionAt } from '../../schema/definition';
import { apiVersionOf, definition, isCoreGroup, kindsNamed } from '../../schema/pack';
import { isServed } from '../../schema/versions';
import { message } from '../../text/message';
import type { Finding, Fix } from '../rule';
import { homeName, homesFor, moveAll, moveTo } from './homes-of-field';
import { nearWord, sameWord } from './meant-field';
import { explainLevel } from './missing-level';
import { holderName, stepsTo } from './object-findings';
import { raiseTo } from './raise-object';

/** What is said about a field that is not known, and the fields of its holder that are there once that is done. */
export interface Explanation extends Pick<Finding, 'message' | 'fix' | 'slip'> {
  readonly brings?: readonly string[];
}

/** Says where a field belongs or what was meant by it, as far as the definitions tell. */
export function explainUnknown(finding: UnknownField, object: KubeObject, project: Project): Explanation {
  const { value, name } = finding;
  const holder = holderName(object, value);
  const sure = sameWord(finding);
  const level = explainLevel(finding, holder, object);
  if (level) return level;
  const homes = sure === undefined ? homesFor(finding, object, project) : [];
  const [home] = homes;
  if (home && homes.length === 1) {
    const place = homeName(home, object);
    const fix = [moveAll(value, object, project), moveTo(home, place, finding, object)].filter((one) => one !== undefined);
    const brings = home.target.node === value.node ? home.way.slice(0, 1) : [];
    return { message: message`${holder} has no field ${name}; it belongs to ${place}.`, ...(fix.length > 0 && { fix, slip: true }), brings };
  }
  if (homes.length > 1 && homes.length < 5)
    return { message: message`${holder} has no field ${name}; it belongs to one of ${homes.map((one) => homeName(one, object))}.` };
  const version = otherVersion(finding, object, project.kubernetes);
  if (version !== undefined) {
    const { value: apiVersion } = object.apiVersion;
    // The content of one version below the apiVersion of another: the structure is what must change.
    const fix = writeAs(apiVersion, version, object) ?? moveUp(version, object, project.kubernetes);
    return { message: message`${holder} has no field ${name} in ${apiVersion}; ${version} has it.`, ...(fix && { fix }) };
  }
  const meant = sure ?? nearWord(finding);
  if (meant === undefined) return { message: message`${holder} has no field ${name}.` };
  const fix = { title: message`Rename to ${meant}`, safe: false, edits: [renameKey({ at: finding.at }, meant)] };
  return { message: message`${holder} has no field ${name}; did you mean ${meant}?`, fix, slip: true, brings: [meant] };
}

/** The content of one version below the apiVersion of another: the structure is what must change. */
function writeAs(apiVersion: string, version: string, object: KubeObject): Fix | undefined {
  const migration = raiseVersion(object.value, object.kind.value, version, apiVersion, () => false);
  return migration && { title: message`Write it as ${apiVersion} has it`, safe: false, edits: migration.edits };
}

/** The apiVersion is what must change, with what it writes in another way, where all targeted minors serve the other. */
function moveUp(version: string, object: KubeObject, range: KubernetesRange): Fix | undefined {
  const target = kindsNamed(object.kind.value).find((kind) => apiVersionOf(kind) === version && isServed(kind, range));
  if (!target) return undefined;
  const migration = raiseTo(object, target, range);
  return migration && { title: message`Change the apiVersion to ${version}`, safe: false, edits: migration.edits };
}

/** Another version of the kind that has the field at this place; best one that all targeted minors serve. */
function otherVersion({ value, name }: UnknownField, object: KubeObject, { from, to }: KubernetesRange): string | undefined {
  if (!isCoreGroup(object.group)) return undefined;
  const steps = stepsTo(object, value);
  const others = kindsNamed(object.kind.value).filter(({ group, version }) => group !== object.group || version !== object.version);
  const having = others.filter((kind) => definitionAt(definition(kind.definition), steps)?.fields.has(name));
  const best = having.findLast(({ since, last }) => since <= from && last >= to) ?? having.at(-1);
  return best && apiVersionOf(best);
}
