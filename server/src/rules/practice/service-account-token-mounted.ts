import { changeFields } from '../../fix/change-fields';
import type { Pod } from '../../model/pod';
import type { Project } from '../../model/project';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'service-account-token-mounted',
  summary: 'A pod gets a token for the API server that it seems not to need.',
  severity: 'info',
  stage: 'secure',
  profile: 'production',
  fixable: 'always',
  since: '0.1.0',
  aliases: [
    'polaris:automountServiceAccountToken',
    'checkov:CKV_K8S_38',
    'trivy:KSV-0036',
    'monokle:KBP106',
    'kubescape:C-0034',
    'datree:SRVACC_INCORRECT_AUTOMOUNTSERVICEACCOUNTTOKEN_VALUE',
    'kubescape:C-0190',
    'kubescape:C-0261',
    'checkov:CKV_K8S_41',
    'popeye:POP-301',
    'popeye:POP-303',
  ],
  scope: 'pod',

  *check(pod, project) {
    if (pod.value.given('automountServiceAccountToken') || mayNeedIt(pod, project)) return;
    yield {
      at: pod.serviceAccountName?.at ?? pod.containers[0]?.at ?? pod.owner.at,
      message: message`A token for the API server is mounted here, and no file gives this pod any right that it could be used for.`,
      fix: {
        title: message`Mount no token`,
        safe: false,
        edits: changeFields({ set: [{ map: pod.value, way: ['automountServiceAccountToken'], data: false }] }),
      },
    };
  },
});

/** Its account says no by itself, or has rights, or may have rights that no file shows. */
function mayNeedIt(pod: Pod, project: Project): boolean {
  const name = pod.serviceAccountName?.value ?? 'default';
  const [account] = project.find('ServiceAccount', name, pod.owner);
  if (account?.value.boolean('automountServiceAccountToken')?.value === false) return true;
  if (name !== 'default' && !account) return true;
  return project.referrers('ServiceAccount', name).some(({ kind }) => kind.value === 'RoleBinding' || kind.value === 'ClusterRoleBinding');
}
