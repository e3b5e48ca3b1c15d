import { type Migration, raiseVersion } from '../../fix/migrate/raise';
import type { KubernetesRange } from '../../model/kubernetes-range';
import type { KubeObject } from '../../model/object';
import { checkAs } from '../../schema/check';
import { definitionAsSchema } from '../../schema/object-schema';
import { apiVersionOf, type KindFacts } from '../../schema/pack';
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
}

/** The best other version of an object's kind for a range, and the fix that goes there with all that changes below. */
export function raiseObject(object: KubeObject, range: KubernetesRange): Raise {
  const candidates = versionsFor({ group: object.group, version: object.version, kind: object.kind.value }, range);
  // Going to a version that only some minors serve mends nothing.
  for (const target of candidates.filter((one) => isServed(one, range))) {
    const migration = target.kind === object.kind.value ? raise(object, target, range) : undefined;
    const apiVersion = apiVersionOf(target);
    if (migration)
      return { target, everywhere: true, fix: { title: message`Change the apiVersion to ${apiVersion}`, safe: migration.exact, edits: migration.edits } };
  }
  const [target] = candidates;
  return { target, everywhere: target !== undefined && isServed(target, range), fix: undefined };
}

function raise(object: KubeObject, target: KindFacts, range: KubernetesRange): Migration | undefined {
  const isAlike = () => checkAs(object.value, definitionAsSchema(target.definition), range).length === 0;
  return raiseVersion(object.value, object.kind.value, object.apiVersion.value, apiVersionOf(target), isAlike);
}
