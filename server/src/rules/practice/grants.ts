import type { KubeObject } from '../../model/object';
import { type Item, policyRules } from '../../model/policy-rule';

/** What a role must not allow without need. */
export interface Grant {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Names of single resources make it harmless. */
  readonly unlessNamed?: boolean;
}

export interface Granted {
  readonly resource: Item;
  readonly verb: Item;
}

/**
 * Where a role allows what a table lists, one place for each of its rules. Wildcards count for the other half only:
 * resources or verbs that are `*` are reported by `rbac-wildcard`. Roles that are Kubernetes' own are passed over.
 */
export function* grantsOf(object: KubeObject, table: readonly Grant[]): Iterable<Granted> {
  if (object.name?.value.startsWith('system:')) return;
  for (const { groups, resources, verbs, resourceNames, certain } of policyRules(object)) {
    if (!certain) continue;
    for (const grant of table) {
      if (grant.unlessNamed && resourceNames.length > 0) continue;
      if (!groups.some(({ value }) => value === '*' || grant.groups.includes(value))) continue;
      const resource = resources.find(({ value }) => grant.resources.includes(value));
      const verb = verbs.find(({ value }) => grant.verbs.includes(value));
      if (!resource || !verb) continue;
      yield { resource, verb };
      break;
    }
  }
}
