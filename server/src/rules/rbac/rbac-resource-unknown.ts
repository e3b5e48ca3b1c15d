import { replaceValue } from '../../fix/fields';
import { type Item, type PolicyRule, policyRules } from '../../model/policy-rule';
import { apiResourceNames, apiResourceOfKind, apiResources, isKnownGroup } from '../../schema/api-resources';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

/** Parts of resources that have a URL of their own: those of Kubernetes' own kinds. */
const PARTS = [
  ...['log', 'exec', 'attach', 'portforward', 'proxy', 'status', 'scale', 'eviction', 'binding', 'bindings', 'ephemeralcontainers', 'resize', 'token'],
  ...['finalize', 'finalizers', 'approval', 'metrics', 'stats', 'spec', 'healthz', 'configz', 'checkpoint', 'pods', 'rollback'],
];

export default rule({
  id: 'rbac-resource-unknown',
  summary: 'A role names a resource that Kubernetes does not have.',
  severity: 'warning',
  stage: 'run',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',
  kinds: ['ClusterRole', 'Role'],

  *check(object) {
    for (const policy of policyRules(object)) if (policy.certain) yield* checkRule(policy);
  },
});

function* checkRule({ groups, resources }: PolicyRule): Iterable<Finding> {
  // Custom resources may bear any name.
  if (groups.length === 0 || groups.some(({ value }) => value === '*' || !isKnownGroup(value))) return;
  for (const { value, at, node } of resources) {
    const [name = '', ...rest] = value.split('/');
    if (name.includes('*')) continue;
    if (apiResources(name).length > 0) {
      yield* checkPart(name, rest.join('/'), at, node);
      continue;
    }
    const ofKind = apiResourceOfKind(name);
    const meant = ofKind?.name ?? suggest(name, apiResourceNames())[0];
    // Resources that Kubernetes had once allow nothing, but nobody meant something else.
    if (meant === undefined) continue;
    const replacement = [meant, ...rest].join('/');
    yield {
      at,
      message: ofKind
        ? message`A role names resources by their plural in lower case: ${meant}, not ${name}.`
        : message`Kubernetes has no resource ${name}; did you mean ${meant}?`,
      fix: { title: message`Use ${replacement}`, safe: false, edits: [replaceValue(node, replacement)] },
    };
  }
}

/** `pods/logs`: only what is nearly one of the parts, since others may be added to any resource. */
function* checkPart(name: string, part: string, at: Item['at'], node: Item['node']): Iterable<Finding> {
  const [near] = part === '' || part === '*' || PARTS.includes(part) ? [] : suggest(part, PARTS);
  if (near === undefined) return;
  const replacement = `${name}/${near}`;
  yield {
    at,
    message: message`Kubernetes has no resource ${`${name}/${part}`}; did you mean ${replacement}?`,
    fix: { title: message`Use ${replacement}`, safe: false, edits: [replaceValue(node, replacement)] },
  };
}
