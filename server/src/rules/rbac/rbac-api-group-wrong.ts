import { insertItem, replaceValue } from '../../fix/fields';
import { type Item, type PolicyRule, policyRules } from '../../model/policy-rule';
import { apiResources, isKnownGroup } from '../../schema/api-resources';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'rbac-api-group-wrong',
  summary: 'A role names a resource together with an API group that does not have it.',
  severity: 'warning',
  stage: 'run',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',
  kinds: ['ClusterRole', 'Role'],

  *check(object, { kubernetes }) {
    const policies = policyRules(object);
    for (const policy of policies) {
      if (!policy.certain || policy.groups.length === 0) continue;
      for (const group of policy.groups) yield* checkGroup(group);
      yield* checkResources(policy, policies, kubernetes.from);
    }
  },
});

/** `apps/v1`, `v1` and `core` are how people write groups elsewhere. */
function* checkGroup({ value, node, at }: Item): Iterable<Finding> {
  const meant = correct(value);
  if (meant === value) return;
  yield {
    at,
    message: message`${value} is no API group; ${show(meant)} is meant.`,
    fix: useFix(node, meant),
  };
}

function* checkResources(policy: PolicyRule, all: readonly PolicyRule[], from: number): Iterable<Finding> {
  const groups = policy.groups.map(({ value }) => correct(value));
  // Custom resources and aggregated APIs have resources that only the cluster knows.
  if (groups.some((group) => group === '*' || !isKnownGroup(group))) return;
  for (const { value, at } of policy.resources) {
    const [name = ''] = value.split('/');
    // The group `extensions` went with the Ingress in 1.22; whoever names it alone allows nothing.
    const known = apiResources(name);
    const served = from >= 22 && known.length > 1 ? known.filter(({ group }) => group !== 'extensions') : known;
    if (served.length === 0 || served.some(({ group }) => groups.includes(group))) continue;
    // What an older group had is often left beside a rule for the newer one.
    if (all.some((other) => names(other, value) && served.some(({ group }) => other.groups.some((one) => one.value === group)))) continue;
    const right = [...new Set(served.map(({ group }) => group))];
    const [group = ''] = right.filter((one) => one !== 'extensions');
    yield {
      at,
      message: message`${name} belongs to the API group ${right.map(show)}, not to ${groups.map(show)}.`,
      related: [{ at: policy.groups[0]?.at ?? at, message: message`These are the API groups of the rule.` }],
      fix: groupFix(policy, group),
    };
  }
}

function names({ resources }: PolicyRule, resource: string): boolean {
  return resources.some(({ value }) => value === resource || value === '*');
}

function groupFix({ groups, resources, value }: PolicyRule, group: string): Fix {
  const [only, ...others] = groups;
  const all = resources.every((resource) => apiResources(resource.value.split('/')[0] as string).some((served) => served.group === group));
  if (only && others.length === 0 && all) return useFix(only.node, group);
  const list = value.get('apiGroups');
  const title = group === '' ? message`Add the core group` : message`Add the group ${group}`;
  return { title, safe: false, edits: list ? [insertItem(list, group)] : [] };
}

function useFix(node: Item['node'], group: string): Fix {
  return { title: group === '' ? message`Use the core group` : message`Use ${group}`, safe: false, edits: [replaceValue(node, group)] };
}

/** The group that is meant by what is written. */
function correct(written: string): string {
  if (/^(?:core|v1|core\/v1|api|api\/v1)$/.test(written)) return '';
  return written.replace(/\/v\d+(?:(?:alpha|beta)\d+)?$/, '');
}

/** The group of pods and Services is the empty text. */
function show(group: string): string {
  return group === '' ? '""' : group;
}
