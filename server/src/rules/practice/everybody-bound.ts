import { message } from '../../text/message';
import { rule } from '../rule';

/** Groups and users that stand for people nobody chose, and what they stand for. */
const EVERYBODY = new Set(['system:anonymous', 'system:unauthenticated', 'system:authenticated', 'system:serviceaccounts']);

/** Roles that Kubernetes itself gives to everybody. */
const HARMLESS = new Set(['system:public-info-viewer', 'system:discovery', 'system:basic-user', 'system:service-account-issuer-discovery']);

export default rule({
  id: 'everybody-bound',
  summary: 'A role is given to everybody, or to the group that no rule can limit.',
  severity: 'warning',
  stage: 'secure',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['trivy:KSV-0122', 'trivy:KSV-0123', 'trivy:KSV-01011', 'kubescape:C-0246', 'kubescape:C-0262', 'kubescape:C-0265'],
  scope: 'object',
  kinds: ['ClusterRoleBinding', 'RoleBinding'],

  *check({ group, value }) {
    if (group !== 'rbac.authorization.k8s.io') return;
    if (HARMLESS.has(value.string('roleRef', 'name')?.value ?? '')) return;
    for (const subject of value.items('subjects')) {
      const name = subject.string('name');
      if (!name || subject.string('kind')?.value === 'ServiceAccount') continue;
      if (name.value === 'system:masters')
        yield { at: name.at, message: message`${name.value} may do everything without being asked, and no binding can take that away.` };
      else if (EVERYBODY.has(name.value)) yield { at: name.at, message: message`${name.value} are people and programs that nobody chose.` };
    }
  },
});
