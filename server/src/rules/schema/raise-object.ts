import { type Migration, raiseVersion } from '../../fix/migrate/raise';
import type { KubernetesRange } from '../../model/kubernetes-range';
import type { KubeObject } from '../../model/object';
import { checkAs, checkObject, type SchemaFinding } from '../../schema/check';
import { coreSchema, definitionAsSchema } from '../../schema/object-schema';
import { apiVersionOf, type KindFacts, kindFacts } from '../../schema/pack';
import { isServed, versionsFor } from '../../schema/versions';
import { message } from '../../text/message';
import type { Fix } from '../rule';

/** Where an object can go. */
export interface Raise {
  /** The best other version of its kind; undefined where there is none. */
  readonly target: KindFacts | undefined;
  /** Every minor of the range serves it. */
  readonly everywhere: boolean;
  readonly fix: Fix | undefined;
  /** Where no version is served by the whole range: the best one for its oldest minor, and for its newest. */
  readonly split?: readonly [oldest: KindFacts, newest: KindFacts];
}

/** The best other version of an object's kind for a range, and the fix that goes there with all that changes below. */
export function raiseObject(object: KubeObject, range: KubernetesRange): Raise {
  const candidates = versionsFor({ group: object.group, version: object.version, kind: object.kind.value }, range);
  // Going to a version that only some minors serve mends nothing.
  for (const target of candidates.filter((one) => isServed(one, range))) {
    const migration = target.kind === object.kind.value ? raiseTo(object, target, range) : undefined;
    const apiVersion = apiVersionOf(target);
    if (migration)
      return { target, everywhere: true, fix: { title: message`Change the apiVersion to ${apiVersion}`, safe: migration.exact, edits: migration.edits } };
  }
  const [target] = candidates;
  const everywhere = target !== undefined && isServed(target, range);
  const split = everywhere ? undefined : splitOf(object, candidates, range);
  return { target, everywhere, fix: undefined, ...(split && { split }) };
}

function splitOf({ group, version, kind }: KubeObject, candidates: readonly KindFacts[], { from, to }: KubernetesRange): Raise['split'] {
  const own = kindFacts(group, version, kind.value);
  const all = [...candidates, ...(own ? [own] : [])];
  const [oldest] = all.filter(({ since, last }) => since <= from && last >= from).toSorted((a, b) => b.last - a.last);
  const [newest] = all.filter(({ since, last }) => since <= to && last >= to).toSorted((a, b) => Number(b === own) - Number(a === own) || a.since - b.since);
  return oldest && newest && [oldest, newest];
}

/** The edits that make an object one of another version of its kind; undefined where nobody knows the way. */
export function raiseTo(object: KubeObject, target: KindFacts, range: KubernetesRange): Migration | undefined {
  const isAlike = () => addsNoFault(object, target, range);
  return raiseVersion(object.value, object.kind.value, object.apiVersion.value, apiVersionOf(target), isAlike);
}

/** True where another version refuses nothing that the object's own takes. What both refuse is wrong for another reason. */
function addsNoFault(object: KubeObject, target: KindFacts, range: KubernetesRange): boolean {
  const after = checkAs(object.value, definitionAsSchema(target.definition), range);
  if (after.length === 0) return true;
  const own = coreSchema(object.group, object.version, object.kind.value);
  const before = own ? checkObject(object.value, own, range) : [];
  return after.every((fault) => before.some((known) => isSameFault(known, fault)));
}

function isSameFault(left: SchemaFinding, right: SchemaFinding): boolean {
  return left.kind === right.kind && left.value.node === right.value.node && nameIn(left) === nameIn(right);
}

function nameIn(finding: SchemaFinding): string | undefined {
  return 'name' in finding ? finding.name : undefined;
}
