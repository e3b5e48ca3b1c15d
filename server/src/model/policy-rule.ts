import type { Located } from '../text/span';
import type { Value } from '../yaml/value';
import type { KubeObject } from './object';
import { isTemplated } from './templated';

/** One item of `rules` in a Role or ClusterRole. */
export interface PolicyRule {
  readonly value: Value;
  readonly groups: readonly Item[];
  readonly resources: readonly Item[];
  readonly verbs: readonly Item[];
  readonly resourceNames: readonly Item[];
  readonly urls: readonly Item[];
  /** False where an item is filled in later or is no text: then nobody knows what is allowed. */
  readonly certain: boolean;
}

export interface Item extends Located<string> {
  readonly node: Value;
}

const FIELDS = ['apiGroups', 'resources', 'verbs', 'resourceNames', 'nonResourceURLs'] as const;

/** The rules of a Role or ClusterRole; none for other objects. */
export function policyRules({ kind, group, value }: KubeObject): readonly PolicyRule[] {
  if (group !== 'rbac.authorization.k8s.io' || (kind.value !== 'Role' && kind.value !== 'ClusterRole')) return [];
  const known = read.get(value);
  if (known) return known;
  const rules = value.items('rules').flatMap((rule) => (rule.kind === 'map' ? [readRule(rule)] : []));
  read.set(value, rules);
  return rules;
}

/** Several rules ask for the rules of one object, one after the other. */
const read = new WeakMap<Value, readonly PolicyRule[]>();

function readRule(value: Value): PolicyRule {
  const [groups, resources, verbs, resourceNames, urls] = FIELDS.map((field) => readItems(value, field)) as [Item[], Item[], Item[], Item[], Item[]];
  const all = [...groups, ...resources, ...verbs, ...resourceNames, ...urls];
  const written = FIELDS.reduce((sum, field) => sum + value.items(field).length, 0);
  return { value, groups, resources, verbs, resourceNames, urls, certain: written === all.length && all.every((item) => !isTemplated(item.value)) };
}

function readItems(value: Value, field: string): Item[] {
  return value.items(field).flatMap((node) => {
    const text = node.string();
    return text ? [{ ...text, node }] : [];
  });
}
