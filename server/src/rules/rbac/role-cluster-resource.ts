import { liesBeside } from '../../model/neighbours';
import type { KubeObject } from '../../model/object';
import { policyRules } from '../../model/policy-rule';
import type { Project } from '../../model/project';
import { apiResources } from '../../schema/api-resources';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'role-cluster-resource',
  summary: 'A Role allows something with resources that belong to no namespace.',
  severity: 'warning',
  stage: 'run',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'object',
  kinds: ['Role'],

  *check(object, project) {
    for (const { groups, resources, verbs, certain } of policyRules(object)) {
      if (!certain) continue;
      for (const { value, at } of resources) {
        const [name = '', subresource] = value.split('/');
        const named = apiResources(name).filter(({ group }) => groups.some((one) => one.value === group || one.value === '*'));
        if (named.length === 0 || named.some(({ namespaced }) => namespaced)) continue;
        // A Namespace is read within itself, and PodSecurityPolicies were used within a namespace.
        if ((name === 'namespaces' && !subresource && verbs.every(({ value: verb }) => WITHIN.has(verb))) || verbs.some(({ value: verb }) => verb === 'use'))
          continue;
        if (isGrantedBeside(name, object, project)) continue;
        yield { at, message: message`${name} belong to no namespace, so a Role cannot allow anything with them; a ClusterRole can.` };
      }
    }
  },
});

/** True where a ClusterRole beside the Role has the resource: then the Role only says it once more. */
function isGrantedBeside(resource: string, role: KubeObject, project: Project): boolean {
  return project
    .objects('ClusterRole', role.group)
    .some((other) => liesBeside(other, role) && policyRules(other).some(({ resources }) => resources.some(({ value }) => value.split('/')[0] === resource)));
}

/** Requests about the Namespace `shop` count as requests within `shop` (apiserver, requestinfo.go). */
const WITHIN = new Set(['get', 'update', 'patch', 'delete', '*']);
