import { setField } from '../../fix/fields';
import { Raw } from '../../fix/write-yaml';
import type { Container } from '../../model/container';
import { limitRangesFor, quotasFor, requestOf } from '../../model/namespace-limits';
import { describe } from '../../model/object';
import type { Project } from '../../model/project';
import { message } from '../../text/message';
import { rule } from '../rule';

/** What a quota counts, and what every container must then say (`evaluatePod` in pkg/quota/v1/evaluator/core/pods.go). */
const COUNTED = [
  { names: ['requests.cpu', 'cpu'], list: 'requests', resource: 'cpu', example: '100m' },
  { names: ['requests.memory', 'memory'], list: 'requests', resource: 'memory', example: '128Mi' },
  { names: ['limits.cpu'], list: 'limits', resource: 'cpu', example: '500m' },
  { names: ['limits.memory'], list: 'limits', resource: 'memory', example: '256Mi' },
] as const;

export default rule({
  id: 'quota-resource-missing',
  summary: 'A container does not say what a ResourceQuota of its namespace counts.',
  severity: 'warning',
  stage: 'create',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check(container, project) {
    const { pod, role, value, at } = container;
    if (role === 'ephemeral' || !value.given('image') || pod.value.given('resources')) return;
    for (const { object, hard } of quotasFor(pod.owner, project)) {
      const missing = COUNTED.filter((one) => one.names.some((name) => hard.has(name)) && !isGiven(container, one, project));
      const [first] = missing;
      if (!first) continue;
      const names = missing.map(({ list, resource }) => `${list}.${resource}`);
      const resources = value.given('resources');
      // Each edit adds a list of its own where there is none, so one that is missing whole is added at once.
      const edits = (['requests', 'limits'] as const).flatMap((list) => {
        const own = missing.filter((one) => one.list === list);
        const data = Object.fromEntries(own.map(({ resource, example }, index) => [resource, new Raw(`\${${index + 1}:${example}}`)]));
        const into = resources?.given(list);
        if (own.length === 0) return [];
        if (into) return own.flatMap(({ resource }) => setField(into, [resource], data[resource] as Raw, { snippet: true }));
        return setField(value, ['resources', list], data, { snippet: true });
      });
      const canFix = resources === undefined ? new Set(missing.map(({ list }) => list)).size === 1 : resources.kind === 'map';
      yield {
        at,
        message: message`${describe(object)} counts ${names}, so no pod is made from a container that does not say them.`,
        related: [{ at: object.at, message: message`The quota stands here.` }],
        ...(canFix && { fix: { title: message`Add ${names}`, safe: false, edits } }),
      };
    }
  },
});

function isGiven(container: Container, { list, resource }: (typeof COUNTED)[number], project: Project): boolean {
  const own = list === 'requests' ? requestOf(container, resource) : container.limits.get(resource);
  return own !== undefined || isDefaulted(container, list, resource, project);
}

/** A LimitRange that may hold for the namespace fills it in. */
function isDefaulted({ pod }: Container, list: 'requests' | 'limits', resource: string, project: Project): boolean {
  if (project.mayExistElsewhere('LimitRange', '', pod.owner)) return true;
  return limitRangesFor(pod.owner, project).some(({ defaults, defaultRequests }) => (list === 'limits' ? defaults : defaultRequests).has(resource));
}
