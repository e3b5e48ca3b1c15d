import { insertField, removeField } from '../../fix/fields';
import type { KubeObject, Value } from '../../model/object';
import { policyRules } from '../../model/policy-rule';
import { apiResources } from '../../schema/api-resources';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'rbac-rule-invalid',
  summary: 'A rule of a role is incomplete, or mixes resources and URLs.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['ClusterRole', 'Role'],

  *check(object) {
    for (const { value } of policyRules(object)) yield* checkRule(value, object);
  },
});

// kubernetes/pkg/apis/rbac/validation/validation.go, ValidatePolicyRule.
function* checkRule(value: Value, { kind }: KubeObject): Iterable<Finding> {
  const has = (field: string) => value.items(field).length > 0;
  const urls = value.get('nonResourceURLs');
  if (value.get('verbs')?.kind === 'list' && !has('verbs'))
    yield { at: (value.get('verbs') as Value).keyAt, message: message`A rule must allow at least one verb.` };
  if (urls && has('nonResourceURLs')) {
    if (kind.value === 'Role') yield { at: urls.keyAt, message: message`A Role is for one namespace and cannot allow URLs; only a ClusterRole can.` };
    const mixed = ['resources', 'apiGroups', 'resourceNames'].map((field) => value.get(field)).find((one) => one && one.items().length > 0);
    if (kind.value !== 'Role' && mixed)
      yield {
        at: urls.keyAt,
        message: message`A rule is for resources or for URLs, not for both.`,
        related: [{ at: mixed.keyAt, message: message`The rule is for resources because of this.` }],
      };
    return;
  }
  if (!has('resources')) yield { at: value.get('resources')?.keyAt ?? value.headAt, message: message`A rule must name at least one resource or URL.` };
  else if (!has('apiGroups')) {
    const fix = groupFix(value);
    yield {
      at: value.get('apiGroups')?.keyAt ?? value.headAt,
      message: message`A rule for resources must name their API groups; the group of pods and Services is ${'""'}.`,
      ...(fix && { fix }),
    };
  }
}

/** The group that all resources of the rule have. */
function groupFix(value: Value): Fix | undefined {
  const served = value.strings('resources').map((resource) => apiResources(resource.value.split('/')[0] as string));
  const [group, ...others] = new Set(served.flatMap((list) => list.map((one) => one.group)));
  if (group === undefined || others.length > 0 || served.some((list) => list.length === 0)) return undefined;
  const old = value.get('apiGroups');
  return {
    title: message`Add the API group of its resources`,
    safe: false,
    edits: [...(old ? [removeField(old)] : []), insertField(value, 'apiGroups', [group])],
  };
}
