import { setField } from '../../fix/fields';
import { Raw } from '../../fix/write-yaml';
import { describeContainer } from '../../model/container';
import { message } from '../../text/message';
import { rule } from '../rule';
import { isAssigned } from './assigned-resources';

export default rule({
  id: 'memory-limit-missing',
  summary: 'A container may take all the memory of its node.',
  severity: 'info',
  stage: 'run',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: [
    'kube-linter:unset-memory-requirements',
    'kube-score:container-resources',
    'polaris:memoryLimitsMissing',
    'checkov:CKV_K8S_13',
    'trivy:KSV-0018',
    'kubescape:C-0271',
    'monokle:KBP005',
    'datree:CONTAINERS_MISSING_MEMORY_LIMIT_KEY',
    'popeye:POP-107',
  ],
  scope: 'container',

  *check(container, project) {
    const { role, limits, requests, value } = container;
    // Without an image it is part of a patch, or half typed.
    if (role === 'init' || role === 'ephemeral' || limits.has('memory') || !value.given('image')) return;
    if (isAssigned(container, project, 'limits', 'memory')) return;
    const resources = value.given('resources');
    const request = requests.get('memory');
    // Never less than is requested: the server would refuse that.
    const limit = new Raw(`\${1:${request?.amount === undefined ? '256Mi' : request.value}}`);
    const into = resources?.given('limits');
    const usable = (resources === undefined || resources.kind === 'map') && (into === undefined || into.kind === 'map');
    const edits = usable
      ? into
        ? setField(into, ['memory'], limit, { snippet: true })
        : setField(value, ['resources', 'limits'], { memory: limit }, { snippet: true })
      : [];
    yield {
      at: container.at,
      message: message`${describeContainer(container)} has no memory limit.`,
      ...(edits.length > 0 && { fix: { title: message`Add a memory limit`, safe: false, edits } }),
    };
  },
});
