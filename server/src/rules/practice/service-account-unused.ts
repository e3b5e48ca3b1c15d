import { changeFields } from '../../fix/change-fields';
import { liesBeside } from '../../model/neighbours';
import type { KubeObject } from '../../model/object';
import type { Project } from '../../model/project';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'service-account-unused',
  summary: 'A pod runs as `default` although a ServiceAccount with rights was made for it.',
  severity: 'warning',
  stage: 'run',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'pod',

  *check(pod, project) {
    const { owner, value, containers } = pod;
    if (value.given('serviceAccountName') || value.given('serviceAccount')) return;
    const names = new Set([owner.name?.value, pod.labels.get('app')?.value, pod.labels.get('app.kubernetes.io/name')?.value]);
    const own = [...names]
      .flatMap((name) => (name === undefined ? [] : project.find('ServiceAccount', name, owner)))
      .filter((account) => liesBeside(account, owner));
    const [account] = own;
    if (!account?.name || own.length > 1 || !hasRights(account, project)) return;
    const name = account.name.value;
    if (project.workloadsBeside(owner).some((other) => other.pod.serviceAccountName?.value === name)) return;
    yield {
      at: containers[0]?.at ?? owner.at,
      message: message`This pod runs as ServiceAccount ${'default'}; ${name}, which was made beside it and has rights, is used by none.`,
      related: [{ at: account.name.at, message: message`The ServiceAccount stands here.` }],
      fix: { title: message`Run it as ${name}`, safe: false, edits: changeFields({ set: [{ map: value, way: ['serviceAccountName'], data: name }] }) },
    };
  },
});

function hasRights(account: KubeObject, project: Project): boolean {
  const name = account.name?.value ?? '';
  return project
    .referrers('ServiceAccount', name)
    .filter(({ kind }) => kind.value === 'RoleBinding' || kind.value === 'ClusterRoleBinding')
    .some(({ value }) =>
      value.items('subjects').some((subject) => subject.string('kind')?.value === 'ServiceAccount' && subject.string('name')?.value === name),
    );
}
