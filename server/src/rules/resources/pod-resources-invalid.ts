import { type Quantity, readResources } from '../../model/container';
import type { Pod } from '../../model/pod';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

/** From this minor on the resources of a whole pod count (PodLevelResources, on by default). */
const SINCE = 34;

export default rule({
  id: 'pod-resources-invalid',
  summary: 'The resources of a whole pod do not go with those of its containers.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'pod',

  *check(pod, { kubernetes }) {
    const written = pod.value.given('resources');
    if (written?.kind !== 'map') return;
    if (kubernetes.from < SINCE) {
      yield {
        at: written.keyAt,
        severity: 'warning',
        covers: ['field-outside-range'],
        message: message`Resources of a whole pod count from 1.${SINCE} on; the range starts at 1.${kubernetes.from}.`,
      };
      return;
    }
    const requests = readResources(written.get('requests'));
    const limits = readResources(written.get('limits'));
    const claims = written.given('claims');
    if (claims) yield { at: claims.keyAt, message: message`Claims belong to containers, not to the whole pod.` };
    for (const { name, key } of [...requests.values(), ...limits.values()]) {
      if (name !== 'cpu' && name !== 'memory' && !name.startsWith('hugepages-') && !isTemplated(name))
        yield { at: key, message: message`Resources of a whole pod can be ${['cpu', 'memory']} and hugepages, not ${name}.` };
    }
    for (const request of requests.values()) yield* checkRequest(request, limits.get(request.name), pod);
    for (const limit of limits.values()) yield* checkLimit(limit, pod);
  },
});

function* checkRequest(request: Quantity, limit: Quantity | undefined, { containers, initContainers }: Pod): Iterable<Finding> {
  if (request.amount === undefined) return;
  if (limit?.amount !== undefined && request.amount > limit.amount)
    yield {
      at: request.at,
      message: message`The pod requests ${request.value} of ${request.name}, above its limit of ${limit.value}.`,
      related: [{ at: limit.at, message: message`The limit is written here.` }],
    };
  // What runs at the same time; init containers can only add to it.
  const running = [...containers, ...initContainers.filter(({ role }) => role === 'sidecar')];
  const parts = running.flatMap((container) => container.requests.get(request.name) ?? []);
  const sum = parts.reduce((total, { amount = 0 }) => total + amount, 0);
  // Thousandths add up with errors of rounding.
  if (sum <= request.amount * (1 + 1e-9)) return;
  yield {
    at: request.at,
    message: message`The containers request more ${request.name} together than the ${request.value} of the pod.`,
    related: parts.map(({ at }) => ({ at, message: message`This is part of it.` })),
  };
}

function* checkLimit(limit: Quantity, { allContainers }: Pod): Iterable<Finding> {
  for (const container of allContainers) {
    const own = container.limits.get(limit.name);
    if (own?.amount === undefined || limit.amount === undefined || own.amount <= limit.amount) continue;
    yield {
      at: own.at,
      message: message`The limit of ${own.value} is above that of the whole pod, ${limit.value}.`,
      related: [{ at: limit.at, message: message`The limit of the pod is here.` }],
    };
  }
}
