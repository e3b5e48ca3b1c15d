import { removeField, replaceValue } from '../../fix/fields';
import { describe, type KubeObject } from '../../model/object';
import { sameNamespace } from '../../model/object-index';
import type { Project } from '../../model/project';
import { isEmpty, type Selector, selects } from '../../model/selector';
import type { Workload } from '../../model/workload';
import { compareLabels } from '../../schema/near-labels';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'service-selects-nothing',
  summary: 'No pod has the labels that a Service selects.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:dangling-service', 'kube-score:service-targets-pod', 'kubescape:C-0293', 'popeye:POP-1100', 'monokle:LNK001'],
  scope: 'service',

  *check({ object, selector, type }, project) {
    if (!selector?.certain || isEmpty(selector) || type === 'ExternalName') return;
    if (project.selectedPods(selector, object).length > 0) return;
    const meant = findMeant(selector, object, project);
    if (meant) yield toFinding(selector, meant);
  },
});

/** The one workload that is meant: the pods that a Service selects may well be made by something that no file shows. */
function findMeant(selector: Selector, service: KubeObject, project: Project): Workload | undefined {
  const candidates = project
    .workloadsBeside(service)
    .filter(({ pod, object }) => pod.labels.size > 0 && sameNamespace(object.namespace?.value, service.namespace?.value));
  const found =
    candidates.find(({ object }) => selects(selector, object.labels)) ??
    candidates.find(({ pod }) => compareLabels(selector.matchLabels, pod.labels).other.length === 0) ??
    candidates.find((workload) => isNamedAlike(workload, service) && [...selector.matchLabels.keys()].some((key) => workload.pod.labels.has(key)));
  // A workload that another Service of its name serves already is not the one that is meant.
  return found && project.servicesOf(found.pod).every((other) => !other.object.name || other.object.name.value !== found.object.name?.value)
    ? found
    : undefined;
}

function isNamedAlike({ object }: Workload, service: KubeObject): boolean {
  const bare = (name: string | undefined) => name?.replace(/-(?:svc|service|headless|deployment|deploy|statefulset|sts)$/, '');
  return object.name !== undefined && bare(object.name.value) === bare(service.name?.value);
}

function toFinding(selector: Selector, { pod, object }: Workload): Finding {
  const wrong = [...selector.matchLabels].find(([key, { value }]) => pod.labels.get(key)?.value !== value);
  const [key, asked] = wrong ?? ['', { value: '', at: selector.value.keyAt }];
  const label = `${key}=${asked.value}`;
  const written = pod.labels.get(key);
  const labels = pod.template.get('metadata', 'labels');
  return {
    at: asked.at,
    message: written
      ? message`No pod has the label ${label}; those of ${describe(object)} have ${`${key}=${written.value}`}.`
      : message`No pod has the label ${label}; those of ${describe(object)} have no label ${key}.`,
    related: [{ at: written?.at ?? labels?.keyAt ?? object.at, message: message`The pods get their labels here.` }],
    ...fixFor(selector, pod, describe(object)),
  };
}

/** Takes over the values that the pods have, and leaves out what they do not have. */
function fixFor({ value, matchLabels }: Selector, { labels }: Workload['pod'], name: string): { fix?: Fix } {
  const kept = [...matchLabels.keys()].filter((key) => labels.has(key));
  if (kept.length === 0) return {};
  const edits = [...matchLabels].flatMap(([key, { value: asked }]) => {
    const written = value.get(key);
    const found = labels.get(key)?.value;
    if (!written || found === asked) return [];
    return [found === undefined ? removeField(written) : replaceValue(written, found)];
  });
  return { fix: { title: message`Select the pods of ${name}`, safe: false, edits } };
}
