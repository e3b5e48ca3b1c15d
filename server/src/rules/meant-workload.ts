import { describe, type KubeObject } from '../model/object';
import { sameNamespace } from '../model/object-index';
import type { Project } from '../model/project';
import { type Selector, selects } from '../model/selector';
import { isTemplated } from '../model/templated';
import type { Workload } from '../model/workload';
import { compareLabels } from '../schema/near-labels';
import { message } from '../text/message';
import type { Finding } from './rule';

/**
 * The workload whose pods a selector means that selects none: one beside it whose own labels fit, one beside it or
 * deployed with it whose pods' labels differ by a slip, or (`byName`) one that has the name of the selecting object. Undefined where none is: the pods may well be made
 * by something that no file shows.
 */
export function meantWorkload(selector: Selector, from: KubeObject, project: Project, byName = true): Workload | undefined {
  const candidates = project
    .workloadsBeside(from)
    .filter(({ pod, object }) => pod.labels.size > 0 && sameNamespace(object.namespace?.value, from.namespace?.value));
  // A label that is filled in later may be the one that is asked for.
  if (candidates.some(({ pod }) => [...selector.matchLabels.keys()].some((key) => isTemplated(pod.labels.get(key)?.value ?? '')))) return undefined;
  return (
    candidates.find(({ object }) => selects(selector, object.labels)) ??
    candidates.find(({ pod }) => compareLabels(selector.matchLabels, pod.labels).other.length === 0) ??
    deployedWith(from, project).find(({ pod }) => compareLabels(selector.matchLabels, pod.labels).other.length === 0) ??
    candidates.find((workload) => byName && isNamedAlike(workload.object, from) && [...selector.matchLabels.keys()].some((key) => workload.pod.labels.has(key)))
  );
}

/** What runs on and on, of other folders that a kustomization deploys together with an object. */
function deployedWith(from: KubeObject, project: Project): Workload[] {
  return project.workloadsDeployedWith(from).filter(({ kind, object }) => STEADY.has(kind) && sameNamespace(object.namespace?.value, from.namespace?.value));
}

const STEADY = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** What a selector that picks no pod is told: the first label that it asks for and the pods of the workload do not have. */
export function missedPods(selector: Selector, workload: Workload): Pick<Finding, 'at' | 'message' | 'related'> & { readonly key: string } {
  const { key, at, label, actual, podsAt } = firstMiss(selector, workload);
  const name = describe(workload.object);
  return {
    key,
    at,
    message:
      actual === undefined
        ? message`No pod has the label ${label}; those of ${name} have no label ${key}.`
        : message`No pod has the label ${label}; those of ${name} have ${actual}.`,
    related: [{ at: podsAt, message: message`The pods get their labels here.` }],
  };
}

/** Labels as `key=value`. */
function firstMiss({ matchLabels, value }: Selector, { pod }: Workload) {
  const wrong = [...matchLabels].find(([key, asked]) => pod.labels.get(key)?.value !== asked.value);
  const [key, asked] = wrong ?? ['', { value: '', at: value.keyAt }];
  const written = pod.labels.get(key);
  const labels = pod.template.get('metadata', 'labels');
  return {
    key,
    at: asked.at,
    label: `${key}=${asked.value}`,
    actual: written && `${key}=${written.value}`,
    podsAt: written?.at ?? labels?.keyAt ?? pod.owner.at,
  };
}

function isNamedAlike(workload: KubeObject, from: KubeObject): boolean {
  const bare = (name: string | undefined) => name?.replace(/-(?:svc|service|headless|deployment|deploy|statefulset|sts|pdb|policy|netpol)$/, '');
  return workload.name !== undefined && bare(workload.name.value) === bare(from.name?.value);
}
