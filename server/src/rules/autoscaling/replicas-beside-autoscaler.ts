import { removeField } from '../../fix/fields';
import { autoscalersOf } from '../../model/autoscaler';
import { describe } from '../../model/object';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'replicas-beside-autoscaler',
  summary: 'A workload that is scaled automatically states its number of replicas.',
  severity: 'warning',
  stage: 'update',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['kube-score:deployment-targeted-by-hpa-does-not-have-replicas-configured'],
  scope: 'workload',

  *check(workload, project) {
    const written = workload.object.value.get('spec', 'replicas');
    if (!workload.replicas || !written) return;
    const [autoscaler] = autoscalersOf(workload, project);
    if (!autoscaler) return;
    yield {
      at: written.keyAt,
      message: message`${describe(autoscaler.object)} scales this ${workload.kind}, and every ${'kubectl apply'} sets it back to ${workload.replicas.value}.`,
      related: [{ at: autoscaler.object.at, message: message`The autoscaler is defined here.` }],
      fix: { title: message`Leave the number to the autoscaler`, safe: false, edits: [removeField(written)] },
    };
  },
});
