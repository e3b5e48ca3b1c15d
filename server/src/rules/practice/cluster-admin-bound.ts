import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'cluster-admin-bound',
  summary: 'Somebody may do everything in the whole cluster.',
  severity: 'info',
  stage: 'secure',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: [
    'kube-linter:cluster-admin-role-binding',
    'polaris:clusterrolebindingClusterAdmin',
    'polaris:rolebindingClusterAdminClusterRole',
    'trivy:KSV-0111',
    'kubescape:C-0035',
    'kubescape:C-0185',
    'polaris:rolebindingClusterAdminRole',
  ],
  scope: 'object',
  kinds: ['ClusterRoleBinding', 'RoleBinding'],

  *check({ kind, group, value }) {
    if (group !== 'rbac.authorization.k8s.io') return;
    const role = value.string('roleRef', 'name');
    if (role?.value !== 'cluster-admin') return;
    yield {
      at: role.at,
      message:
        kind.value === 'ClusterRoleBinding'
          ? message`This gives every right in the whole cluster; a role of its own would give those that are needed.`
          : message`This gives every right in the namespace; a role of its own would give those that are needed.`,
    };
  },
});
