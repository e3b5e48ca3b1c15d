import { changeFields } from '../../fix/change-fields';
import { message } from '../../text/message';
import { rule } from '../rule';

/** The field is on by default from this minor (feature gate PDBUnhealthyPodEvictionPolicy, beta). */
const SINCE = 27;

export default rule({
  id: 'unready-pods-block-drain',
  summary: 'Pods that are not ready keep their node from being drained.',
  severity: 'hint',
  stage: 'update',
  profile: 'production',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['kube-linter:pdb-unhealthy-pod-eviction-policy'],
  scope: 'object',
  kinds: ['PodDisruptionBudget'],

  *check({ group, version, value, at }, { kubernetes }) {
    const spec = value.get('spec');
    const policy = spec?.get('unhealthyPodEvictionPolicy');
    if (group !== 'policy' || version !== 'v1' || spec?.kind !== 'map' || kubernetes.from < SINCE) return;
    if (policy && policy.kind !== 'null' && policy.plain !== 'IfHealthyBudget') return;
    yield {
      at: policy?.at ?? at,
      message: message`A pod that is not ready counts as protected, so that one that never gets ready blocks the drain of its node.`,
      fix: {
        title: message`Always allow to evict them`,
        safe: false,
        edits: changeFields({ set: [{ map: spec, way: ['unhealthyPodEvictionPolicy'], data: 'AlwaysAllow' }] }),
      },
    };
  },
});
