import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'service-exposed',
  summary: 'A Service can be reached from outside of the cluster without an Ingress.',
  severity: 'hint',
  stage: 'secure',
  profile: 'optional',
  fixable: 'never',
  since: '0.1.0',
  aliases: [
    'kube-linter:exposed-services',
    'kube-score:service-type',
    'monokle:KBP114',
    'datree:SERVICE_INCORRECT_TYPE_VALUE_NODEPORT',
    'kubescape:C-0256',
    'popeye:POP-1103',
    'popeye:POP-1104',
  ],
  scope: 'object',
  kinds: ['Service'],

  *check({ group, value, annotations }) {
    const type = group === '' ? value.string('spec', 'type') : undefined;
    if (!type) return;
    if (type.value === 'NodePort') yield { at: type.at, message: message`This opens a port on every node of the cluster.` };
    if (type.value !== 'LoadBalancer' || value.items('spec', 'loadBalancerSourceRanges').length > 0) return;
    if ([...annotations].some(([key, { value: text }]) => /internal/i.test(key) || /internal/i.test(text))) return;
    yield { at: type.at, message: message`This opens an address that anybody may call; ${'loadBalancerSourceRanges'} can narrow it.` };
  },
});
