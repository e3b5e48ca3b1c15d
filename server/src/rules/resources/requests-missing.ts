import { setField } from '../../fix/fields';
import { Raw } from '../../fix/write-yaml';
import { describeContainer } from '../../model/container';
import type { Value } from '../../model/object';
import type { Edit } from '../../text/edit';
import { message } from '../../text/message';
import { rule } from '../rule';
import { isAssigned } from './assigned-resources';

const EXAMPLES = { cpu: '100m', memory: '128Mi', limit: '256Mi' } as const;

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
    'popeye:POP-106',
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
    // A limit that is missing beside it is added with it; alone, it is the matter of `memory-limit-missing`.
    const isUnlimited = missing.includes('memory') && !isAssigned(container, project, 'limits', 'memory');
    const name = describeContainer(container);
    const edits = add(value, missing, isUnlimited);
    yield {
      at: container.at,
      ...(isUnlimited && { covers: ['memory-limit-missing'] }),
      message: second
        ? isUnlimited
          ? message`${name} requests neither CPU nor memory, and has no memory limit.`
          : message`${name} requests neither CPU nor memory.`
        : first === 'cpu'
          ? message`${name} requests no CPU.`
          : isUnlimited
            ? message`${name} requests no memory, and has no limit for it.`
            : message`${name} requests no memory.`,
      ...(edits.length > 0 && { fix: { title: isUnlimited ? message`Add requests and a memory limit` : message`Add requests`, safe: false, edits } }),
    };
  },
});

function add(container: Value, missing: readonly ('cpu' | 'memory')[], withLimit: boolean): Edit[] {
  const resources = container.given('resources');
  if (resources !== undefined && resources.kind !== 'map') return [];
  const requests = Object.fromEntries(missing.map((resource, index) => [resource, new Raw(`\${${index + 1}:${EXAMPLES[resource]}}`)]));
  const limit = new Raw(`\${${missing.length + 1}:${EXAMPLES.limit}}`);
  const snippet = { snippet: true };
  if (!resources || resources.fields().length === 0)
    return setField(container, ['resources'], { requests, ...(withLimit && { limits: { memory: limit } }) }, snippet);
  const written = resources.given('requests');
  const requested = written
    ? missing.flatMap((resource) => setField(written, [resource], requests[resource] as Raw, snippet))
    : setField(resources, ['requests'], requests, snippet);
  const limited = withLimit ? setField(resources, ['limits', 'memory'], limit, snippet) : [];
  // Where both are written at one place, what belongs to the last mapping there comes first.
  return resources.given('limits') ? [...limited, ...requested] : [...requested, ...limited];
}
