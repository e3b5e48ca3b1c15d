import type { Value } from '../../model/object';
import { sameNamespace } from '../../model/object-index';
import type { Pod } from '../../model/pod';
import type { Project } from '../../model/project';
import { message } from '../../text/message';
import { rule } from '../rule';
import { configurationTexts, logCollector } from './log-collectors';

/** Parts of configurations that ask the API server about pods: Fluent Bit, Fluentd, Promtail, Vector. */
const ASKS = /^\s*(?:-\s*)?name\s*:?\s+kubernetes\s*$|@type\s+kubernetes_metadata|\bkubernetes_sd_configs\s*:|type\s*[:=]\s*"?kubernetes_logs/im;

export default rule({
  id: 'log-collector-without-rights',
  summary: 'A log collector asks the API server about pods and may not.',
  severity: 'warning',
  stage: 'observe',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'workload',

  *check({ pod, kind, object }, project) {
    const container = kind === 'DaemonSet' ? logCollector(pod) : undefined;
    const text = container && configurationTexts(pod, project).texts.find((one) => ASKS.test(one.words ?? ''));
    if (!container || !text) return;
    const related = [{ at: text.keyAt, message: message`It is told to here.` }];
    const automount = pod.value.get('automountServiceAccountToken');
    const projected = pod.volumes.some(({ sources }) =>
      sources.some((source) => source.value.items('sources').some((one) => one.given('serviceAccountToken'))),
    );
    if (automount?.plain === false && !projected) {
      yield { at: automount.at, message: message`The collector asks the API server about pods, which takes the token of its ServiceAccount.`, related };
      return;
    }
    const account = pod.serviceAccountName?.value ?? 'default';
    // An account that no file defines has its rights from elsewhere; the default one has none by itself.
    const isOurs = pod.serviceAccountName === undefined || project.find('ServiceAccount', account, object).length > 0;
    if (!isOurs || mayReadPods(account, pod, project)) return;
    yield {
      at: pod.serviceAccountName?.at ?? container.at,
      message: message`The collector asks the API server about pods, and nothing gives the ServiceAccount ${account} the right to get them.`,
      related,
    };
  },
});

/** Whether some binding leads to a role that allows it, or to one that is not known. */
function mayReadPods(account: string, { owner }: Pod, project: Project): boolean {
  return ['ClusterRoleBinding', 'RoleBinding'].some((kind) =>
    project.objects(kind, 'rbac.authorization.k8s.io').some((binding) => {
      const names = binding.value.items('subjects').some((subject) => {
        if (subject.string('kind')?.value === 'Group') return /serviceaccounts|authenticated/.test(subject.string('name')?.value ?? '');
        return subject.string('name')?.value === account && sameNamespace(subject.string('namespace')?.value, owner.namespace?.value);
      });
      const role = binding.value.string('roleRef', 'name')?.value;
      const roles = names && role !== undefined ? project.find(binding.value.string('roleRef', 'kind')?.value ?? 'ClusterRole', role, binding) : [];
      return names && (roles.length === 0 || roles.some(({ value }) => value.get('aggregationRule') || value.items('rules').some(allows)));
    }),
  );
}

function allows(policy: Value): boolean {
  const has = (list: string, wanted: string) => policy.strings(list).some(({ value }) => value === wanted || value === '*');
  return has('resources', 'pods') && has('apiGroups', '') && has('verbs', 'get');
}
