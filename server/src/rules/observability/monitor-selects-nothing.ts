import { replaceValue, setField } from '../../fix/fields';
import { liesBeside } from '../../model/neighbours';
import { describe, type KubeObject } from '../../model/object';
import type { Project } from '../../model/project';
import { isEmpty } from '../../model/selector';
import { serviceOf } from '../../model/service';
import { compareLabels } from '../../schema/near-labels';
import { message } from '../../text/message';
import { meantWorkload, missedPods } from '../meant-workload';
import { type Finding, type Fix, rule } from '../rule';
import { isIn, type Monitor, pickedServices, readMonitor } from './monitors';

export default rule({
  id: 'monitor-selects-nothing',
  summary: 'No Service or pod has the labels that a ServiceMonitor or PodMonitor selects.',
  severity: 'warning',
  stage: 'observe',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:dangling-servicemonitor'],
  scope: 'object',
  kinds: ['PodMonitor', 'ServiceMonitor'],

  *check(object, project) {
    const monitor = readMonitor(object);
    if (!monitor || isEmpty(monitor.selector) || monitor.selector.expressions.length > 0) return;
    if (monitor.picks === 'Service') yield* checkServices(monitor, project);
    else yield* checkPods(monitor, project);
  },
});

function* checkServices(monitor: Monitor, project: Project): Iterable<Finding> {
  if (pickedServices(monitor, project).length > 0) return;
  const { object, selector, namespaces } = monitor;
  const beside = project.objects('Service', '').filter((service) => liesBeside(service, object) && isIn(service, namespaces));
  const near = beside.find(({ labels }) => compareLabels(selector.matchLabels, labels).other.length === 0);
  const ofPods = beside.find((service) => selectsBy(service, monitor));
  const meant = near ?? ofPods ?? beside.find(({ name }) => name?.value === object.name?.value);
  const [key, asked] = [...selector.matchLabels].find(([one, { value }]) => meant?.labels.get(one)?.value !== value) ?? [];
  if (!meant || key === undefined || !asked) return;
  const name = describe(meant);
  const found = meant.labels.get(key)?.value;
  const label = `${key}=${asked.value}`;
  yield {
    at: asked.at,
    message:
      found !== undefined
        ? message`No Service has the label ${label}; ${name} has ${`${key}=${found}`}.`
        : meant === ofPods
          ? message`No Service has the label ${label}; ${name} only selects its pods by it.`
          : message`No Service has the label ${label}; ${name} has no label ${key}.`,
    related: [{ at: meant.at, message: message`The Service is defined here.` }],
    fix: fixFor(monitor, meant, key, found),
  };
}

/** Whether a Service selects pods by all the labels that it should have itself. */
function selectsBy(service: KubeObject, { selector }: Monitor): boolean {
  const own = serviceOf(service)?.selector?.matchLabels;
  return own !== undefined && [...selector.matchLabels].every(([key, { value }]) => own.get(key)?.value === value);
}

/** Another value is taken over from the Service; what it lacks is given to it. */
function fixFor({ selector }: Monitor, service: KubeObject, key: string, found: string | undefined): Fix {
  const written = selector.value.get('matchLabels', key);
  if (found !== undefined && written) return { title: message`Select ${`${key}=${found}`}`, safe: false, edits: [replaceValue(written, found)] };
  const missing = [...selector.matchLabels].filter(([one]) => !service.labels.has(one));
  const labels = Object.fromEntries(missing.map(([one, { value }]) => [one, value]));
  const existing = service.value.given('metadata', 'labels');
  const edits = existing ? missing.flatMap(([one, { value }]) => setField(existing, [one], value)) : setField(service.value, ['metadata', 'labels'], labels);
  return { title: message`Give ${describe(service)} the labels`, safe: false, edits };
}

function* checkPods({ object, selector, namespaces }: Monitor, project: Project): Iterable<Finding> {
  // The pods of other namespaces are not looked through.
  if (namespaces?.length !== 1 || namespaces[0] !== object.namespace?.value || project.selectedWorkloads(selector, object).length > 0) return;
  const meant = meantWorkload(selector, object, project);
  if (!meant) return;
  const { key, ...missed } = missedPods(selector, meant);
  const written = selector.value.get('matchLabels', key);
  const found = meant.pod.labels.get(key)?.value;
  yield {
    ...missed,
    ...(written && found !== undefined && { fix: { title: message`Select ${`${key}=${found}`}`, safe: false, edits: [replaceValue(written, found)] } }),
  };
}
