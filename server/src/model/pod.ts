import type { Located } from '../text/span';
import { table } from '../text/table';
import type { Value } from '../yaml/value';
import { buildContainer, type Container } from './container';
import { type KubeObject, known, type Labels, readLabels } from './object';

/** A pod, or the template that a workload makes pods from. */
export interface Pod {
  /** The object that holds it: a Pod, or its Deployment, CronJob … */
  readonly owner: KubeObject;
  /** The pod's `spec`. */
  readonly value: Value;
  /** The map that holds `metadata` and `spec`: the object itself for a Pod, otherwise the template. */
  readonly template: Value;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** Regular containers, without init containers and sidecars. */
  readonly containers: readonly Container[];
  readonly initContainers: readonly Container[];
  readonly ephemeralContainers: readonly Container[];
  /** All of the above, init containers first. */
  readonly allContainers: readonly Container[];
  readonly volumes: readonly Volume[];
  readonly serviceAccountName: Located<string> | undefined;
  readonly hostNetwork: boolean;
  /** In seconds; 30 where none is written. */
  readonly gracePeriod: number;
}

export interface Volume {
  readonly value: Value;
  readonly name: Located<string> | undefined;
  /** The sources that are written, such as `configMap`; a volume should have one. */
  readonly sources: readonly VolumeSource[];
}

export interface VolumeSource {
  readonly kind: string;
  readonly value: Value;
}

/** Where a kind keeps its pod: the way from the object to the map that holds the pod's metadata and spec. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = table({
  Pod: [],
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  PodTemplate: ['template'],
  // Custom workloads whose pods are ordinary ones.
  Rollout: ['spec', 'template'],
});

const GROUPS = new Set(['', 'apps', 'batch', 'extensions', 'argoproj.io']);

/** The map that holds the metadata and spec of an object's pods; undefined where the object runs none. */
export function podTemplate(owner: KubeObject): Value | undefined {
  const way = GROUPS.has(owner.group) ? TEMPLATES[owner.kind.value] : undefined;
  return way && owner.value.get(...way);
}

/** The pod of an object; undefined where the object runs none, or its template is missing. */
export function buildPod(owner: KubeObject): Pod | undefined {
  const template = podTemplate(owner);
  const value = template?.get('spec');
  if (!template || value?.kind !== 'map') return undefined;
  const containers: Container[] = [];
  const initContainers: Container[] = [];
  const ephemeralContainers: Container[] = [];
  const allContainers: Container[] = [];
  const pod: Pod = {
    owner,
    value,
    template,
    labels: readLabels(template.get('metadata', 'labels')),
    annotations: readLabels(template.get('metadata', 'annotations')),
    containers,
    initContainers,
    ephemeralContainers,
    allContainers,
    volumes: value.items('volumes').map(readVolume),
    serviceAccountName: known(value.string('serviceAccountName') ?? value.string('serviceAccount')),
    hostNetwork: value.boolean('hostNetwork')?.value ?? false,
    gracePeriod: value.number('terminationGracePeriodSeconds')?.value ?? 30,
  };
  const build = (list: 'containers' | 'initContainers' | 'ephemeralContainers') =>
    value.items(list).flatMap((item) => (item.kind === 'map' ? buildContainer(item, pod, list) : []));
  initContainers.push(...build('initContainers'));
  containers.push(...build('containers'));
  ephemeralContainers.push(...build('ephemeralContainers'));
  allContainers.push(...initContainers, ...containers, ...ephemeralContainers);
  return pod;
}

/** True for pods that are meant to run until they are stopped: not those of Jobs, nor lone ones that end by themselves. */
export function runsForever({ owner, value }: Pod): boolean {
  const kind = owner.kind.value;
  return kind !== 'Job' && kind !== 'CronJob' && (value.string('restartPolicy')?.value ?? 'Always') === 'Always';
}

function readVolume(value: Value): Volume {
  const sources = value.fields().flatMap((field) => (field.name === 'name' || field.value.kind === 'null' ? [] : [{ kind: field.name, value: field.value }]));
  return { value, name: value.string('name'), sources };
}
