import { setField } from '../../fix/fields';
import { readAutoscaler } from '../../model/autoscaler';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Scaling to zero is on by default from this minor on (KEP-2021). */
const ZERO_SINCE = 37;

export default rule({
  id: 'autoscaler-bounds-invalid',
  summary: 'The least number of replicas of an autoscaler does not fit the greatest.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['datree:HPA_MISSING_MAXREPLICAS_KEY'],
  scope: 'object',
  kinds: ['HorizontalPodAutoscaler', 'ScaledObject'],

  *check(object, { kubernetes }) {
    const autoscaler = readAutoscaler(object);
    const spec = object.value.get('spec');
    if (!autoscaler || !spec) return;
    const { least, most } = autoscaler;
    const isOwn = object.group === 'autoscaling';
    if (least && most && most.value < least.value)
      yield {
        at: most.at,
        covers: ['number-out-of-range'],
        message: message`The greatest number of replicas is ${most.value}, below the least, which is ${least.value}.`,
        related: [{ at: least.at, message: message`The least number stands here.` }],
        fix: {
          title: message`Allow up to ${least.value} replicas`,
          safe: false,
          edits: setField(spec, [isOwn ? 'maxReplicas' : 'maxReplicaCount'], least.value),
        },
      };
    if (!isOwn || !least || least.value > 0 || (least.value === 0 && kubernetes.from >= ZERO_SINCE)) return;
    const others = object.value.items('spec', 'metrics').some((metric) => ['External', 'Object'].includes(metric.string('type')?.value ?? ''));
    yield {
      at: least.at,
      // A cluster may have switched scaling to zero on; it then needs a metric that is there without pods.
      severity: others && least.value === 0 ? 'warning' : 'error',
      message: message`An autoscaler keeps at least 1 replica unless the cluster allows it to scale to zero.`,
      fix: { title: message`Keep 1 replica`, safe: false, edits: setField(spec, ['minReplicas'], 1) },
    };
  },
});
