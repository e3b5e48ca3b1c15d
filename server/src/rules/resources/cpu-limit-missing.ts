import { describeContainer } from '../../model/container';
import { message } from '../../text/message';
import { rule } from '../rule';
import { isAssigned } from './assigned-resources';

export default rule({
  id: 'cpu-limit-missing',
  summary: 'A container may take all the CPU time that is left on its node.',
  severity: 'hint',
  stage: 'run',
  profile: 'optional',
  fixable: 'never',
  since: '0.1.0',
  aliases: [
    'polaris:cpuLimitsMissing',
    'trivy:KSV-0011',
    'checkov:CKV_K8S_11',
    'kubescape:C-0270',
    'monokle:KBP003',
    'datree:CONTAINERS_MISSING_CPU_LIMIT_KEY',
  ],
  scope: 'container',

  *check(container, project) {
    const { role, limits, value, at } = container;
    if (role === 'init' || role === 'ephemeral' || limits.has('cpu') || !value.given('image') || isAssigned(container, project, 'limits', 'cpu')) return;
    yield { at, message: message`${describeContainer(container)} has no CPU limit.` };
  },
});
