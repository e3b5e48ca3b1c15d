import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'default-account-bound',
  summary: 'Rights are given to the default ServiceAccount, and so to every pod that names none.',
  severity: 'info',
  stage: 'secure',
  profile: 'production',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['kube-linter:default-service-account', 'checkov:CKV_K8S_42', 'kubescape:C-0189'],
  scope: 'object',
  kinds: ['ClusterRoleBinding', 'RoleBinding'],

  *check({ group, value }) {
    if (group !== 'rbac.authorization.k8s.io') return;
    for (const subject of value.items('subjects')) {
      const name = subject.string('name');
      if (subject.string('kind')?.value !== 'ServiceAccount' || name?.value !== 'default') continue;
      yield { at: name.at, message: message`Every pod of the namespace that names no ServiceAccount gets these rights with ${'default'}.` };
    }
  },
});
