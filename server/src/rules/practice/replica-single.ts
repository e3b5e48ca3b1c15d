import { changeFields } from '../../fix/change-fields';
import { message } from '../../text/message';
import { rule } from '../rule';
import { keepsState, replicaCount } from './availability';

export default rule({
  id: 'replica-single',
  summary: 'A service runs as a single pod.',
  severity: 'info',
  stage: 'run',
  profile: 'production',
  fixable: 'always',
  since: '0.1.0',
  aliases: [
    'kube-linter:minimum-three-replicas',
    'kube-score:deployment-replicas',
    'polaris:deploymentMissingReplicas',
    'datree:DEPLOYMENT_INCORRECT_REPLICAS_VALUE',
  ],
  scope: 'workload',

  *check(workload, project) {
    const { kind, object, pod } = workload;
    if (kind !== 'Deployment' || replicaCount(workload, project) !== 1 || keepsState(workload)) return;
    // Workers and the like may well be one of a kind; what a Service leads to is asked by others.
    const [service] = project.servicesOf(pod);
    if (!service) return;
    yield {
      at: workload.replicas?.at ?? object.at,
      message: message`A single pod answers for Service ${service.object.name?.value ?? ''}: with its node, or while it is replaced, the service is gone.`,
      fix: { title: message`Run two`, safe: false, edits: changeFields({ set: [{ map: object.value, way: ['spec', 'replicas'], data: 2 }] }) },
    };
  },
});
