import { removeField } from '../../fix/fields';
import type { Pod } from '../../model/pod';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'deployment-recreated',
  summary: 'Every update of a Deployment stops its service.',
  severity: 'hint',
  stage: 'update',
  profile: 'production',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['kube-linter:no-rolling-update-strategy', 'kube-score:deployment-strategy', 'kubescape:C-0305'],
  scope: 'workload',

  *check({ kind, object, pod }, project) {
    const strategy = object.value.get('spec', 'strategy');
    const type = strategy?.get('type');
    if (kind !== 'Deployment' || !strategy || type?.plain !== 'Recreate') return;
    // One volume for one pod, a port of the node, or a lock: there can be no two at a time.
    const [service] = project.servicesOf(pod);
    if (!service || pod.hostNetwork || holdsVolume(pod) || pod.allContainers.some(({ ports }) => ports.some(({ hostPort }) => hostPort))) return;
    yield {
      at: type.at,
      message: message`All pods of Service ${service.object.name?.value ?? ''} are stopped before new ones start: with each update it is gone for a while.`,
      fix: { title: message`Replace them one by one`, safe: false, edits: [removeField(strategy)] },
    };
  },
});

function holdsVolume({ volumes }: Pod): boolean {
  return volumes.some(({ sources }) => sources.some(({ kind }) => ['persistentVolumeClaim', 'hostPath', 'ephemeral', 'csi'].includes(kind)));
}
