import { changeFields } from '../../fix/change-fields';
import { readAutoscaler } from '../../model/autoscaler';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'autoscaler-range-narrow',
  summary: 'An autoscaler cannot scale, or may leave a single pod.',
  severity: 'info',
  stage: 'run',
  profile: 'production',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: [
    'kube-linter:hpa-minimum-three-replicas',
    'kube-score:horizontalpodautoscaler-replicas',
    'polaris:hpaMaxAvailability',
    'polaris:hpaMinAvailability',
    'datree:HPA_MISSING_MINREPLICAS_KEY',
  ],
  scope: 'object',
  kinds: ['HorizontalPodAutoscaler'],

  *check(object) {
    const autoscaler = readAutoscaler(object);
    const { least, most } = autoscaler ?? {};
    const spec = object.value.get('spec');
    // KEDA's own default is no pod at all, and that is what many use it for.
    if (!autoscaler || !spec || !most || spec.get('minReplicas')?.kind === 'string') return;
    const from = least?.value ?? 1;
    if (from === most.value) {
      yield { at: most.at, message: message`With ${from} as the least and the most, nothing is ever scaled.` };
    } else if (from === 1 && most.value > 1) {
      yield {
        at: least?.at ?? autoscaler.object.at,
        message: message`With little to do, a single pod is left: with its node, or while it is replaced, the service is gone.`,
        fix: { title: message`Keep two`, safe: false, edits: changeFields({ set: [{ map: spec, way: ['minReplicas'], data: 2 }] }) },
      };
    }
  },
});
