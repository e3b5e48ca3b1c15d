import { setField } from '../../fix/fields';
import { Raw } from '../../fix/write-yaml';
import { readAutoscaler, type Utilization, utilizationsOf } from '../../model/autoscaler';
import type { Container } from '../../model/container';
import { describe, type KubeObject } from '../../model/object';
import { sameNamespace } from '../../model/object-index';
import { workloadOf } from '../../model/workload';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Finding, rule } from '../rule';

/** What to propose for a request that is missing; a number to think about. */
const PROPOSALS: Readonly<Record<string, string>> = table({ cpu: '100m', memory: '128Mi' });

export default rule({
  id: 'autoscaler-request-missing',
  summary: 'An autoscaler measures the use of a resource that the pods do not request.',
  severity: 'error',
  stage: 'run',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['HorizontalPodAutoscaler', 'ScaledObject'],

  *check(object, project) {
    const target = readAutoscaler(object)?.target;
    if (!target || object.group !== 'autoscaling') return;
    // A LimitRange may give every container a request.
    if (project.objects('LimitRange', '').some(({ namespace }) => sameNamespace(namespace?.value, object.namespace?.value))) return;
    const [found, ...others] = project.find(target.kind, target.name.value, object);
    const workload = found && others.every((other) => other.file !== found.file) ? workloadOf(found) : undefined;
    // That a DaemonSet cannot be scaled is told elsewhere.
    if (!workload || workload.object.kind.value === 'DaemonSet') return;
    for (const utilization of utilizationsOf(object)) yield* checkUtilization(utilization, workload.pod, workload.object);
  },
});

function* checkUtilization({ resource, container }: Utilization, { allContainers, value }: Container['pod'], owner: KubeObject): Iterable<Finding> {
  const name = resource.value;
  // Requests of the pod as a whole count for all of its containers.
  if (value.given('resources', 'requests', name) || value.given('resources', 'limits', name)) return;
  const running = allContainers.filter(({ role }) => role === 'main' || role === 'sidecar');
  if (container && !running.some((one) => one.name?.value === container.value)) {
    const names = running.flatMap((one) => one.name?.value ?? []);
    if (names.length < running.length) return;
    const [near] = suggest(container.value, names);
    yield {
      at: container.at,
      message:
        near === undefined
          ? message`${describe(owner)} has no container ${container.value}.`
          : message`${describe(owner)} has no container ${container.value}; did you mean ${near}?`,
    };
    return;
  }
  const without = running.filter((one) => (!container || one.name?.value === container.value) && !one.requests.has(name) && !one.limits.has(name));
  const [first] = without;
  if (!first) return;
  const proposal = PROPOSALS[name];
  const fix =
    proposal === undefined
      ? undefined
      : {
          title: message`Request ${proposal} of ${name}`,
          safe: false,
          edits: without.flatMap((one) => setField(one.value, ['resources', 'requests', name], new Raw(`\${1:${proposal}}`), { snippet: true })),
        };
  yield {
    at: resource.at,
    message: first.name
      ? message`The use of ${name} is measured against what is requested, but container ${first.name.value} of ${describe(owner)} requests none.`
      : message`The use of ${name} is measured against what is requested, but a container of ${describe(owner)} requests none.`,
    related: without.map((one) => ({ at: one.at, message: message`This container requests none.` })),
    ...(fix && { fix }),
  };
}
