import { message } from '../../text/message';
import { rule } from '../rule';
import { type Grant, grantsOf } from './grants';

const TABLE: readonly Grant[] = [
  { groups: [''], resources: ['pods', 'replicationcontrollers'], verbs: ['create', 'update', 'patch'] },
  { groups: ['apps'], resources: ['deployments', 'daemonsets', 'statefulsets', 'replicasets'], verbs: ['create', 'update', 'patch'] },
  { groups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: ['create', 'update', 'patch'] },
];

export default rule({
  id: 'workloads-creatable',
  summary: 'A role may start pods.',
  severity: 'info',
  stage: 'secure',
  profile: 'production',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['kube-linter:access-to-create-pods', 'trivy:KSV-0048', 'monokle:KBP107', 'kubescape:C-0188'],
  scope: 'object',
  kinds: ['ClusterRole', 'Role'],

  *check(object) {
    for (const { resource, verb } of grantsOf(object, TABLE))
      yield { at: verb.at, message: message`With ${verb.value} on ${resource.value}, this role runs any image as any ServiceAccount of its namespace.` };
  },
});
