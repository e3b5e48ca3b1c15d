import { setField } from '../../fix/fields';
import { Raw } from '../../fix/write-yaml';
import { describeContainer } from '../../model/container';
import { message } from '../../text/message';
import { rule } from '../rule';
import { isAssigned } from './assigned-resources';

const EXAMPLES = { cpu: '100m', memory: '128Mi' } as const;

export default rule({
  id: 'requests-missing',
  summary: 'A container does not say how much CPU or memory it needs.',
  severity: 'info',
  stage: 'schedule',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: [
    'kube-linter:unset-cpu-requirements',
    'kube-linter:unset-memory-requirements',
    'kube-score:container-resources',
    'polaris:cpuRequestsMissing',
    'polaris:memoryRequestsMissing',
    'checkov:CKV_K8S_10',
    'checkov:CKV_K8S_12',
    'trivy:KSV-0015',
    'trivy:KSV-0016',
    'kubescape:C-0268',
    'kubescape:C-0269',
    'monokle:KBP002',
    'monokle:KBP004',
    'datree:CONTAINERS_MISSING_MEMORY_REQUEST_KEY',
    'datree:CONTAINERS_MISSING_CPU_REQUEST_KEY',
  ],
  scope: 'container',

  *check(container, project) {
    const { role, requests, limits, value } = container;
    // Without an image it is part of a patch, or half typed.
    if (role === 'init' || role === 'ephemeral' || !value.given('image')) return;
    // The server takes the limit as the request where none is written.
    const missing = (['cpu', 'memory'] as const).filter(
      (resource) => !requests.has(resource) && !limits.has(resource) && !isAssigned(container, project, 'requests', resource),
    );
    const [first, second] = missing;
    if (!first) return;
    const resources = value.given('resources');
    const written = resources === undefined || resources.kind === 'map';
    const example = Object.fromEntries(missing.map((resource, index) => [resource, new Raw(`\${${index + 1}:${EXAMPLES[resource]}}`)]));
    const into = resources?.given('requests');
    const edits = into
      ? missing.flatMap((resource) => setField(into, [resource], example[resource] as Raw, { snippet: true }))
      : setField(value, ['resources', 'requests'], example, { snippet: true });
    const name = describeContainer(container);
    yield {
      at: container.at,
      message: second
        ? message`${name} requests neither CPU nor memory.`
        : first === 'cpu'
          ? message`${name} requests no CPU.`
          : message`${name} requests no memory.`,
      ...(written && edits.length > 0 && { fix: { title: message`Add requests`, safe: false, edits } }),
    };
  },
});
