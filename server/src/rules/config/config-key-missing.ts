import { replaceValue } from '../../fix/fields';
import { type GeneratedConfig, generatedConfigs } from '../../model/generated-config';
import { referencesOf } from '../../model/graph/edges';
import type { KubeObject } from '../../model/object';
import type { Pod } from '../../model/pod';
import type { Project } from '../../model/project';
import { configReferences } from '../../model/references';
import { isTemplated } from '../../model/templated';
import { workloadOf } from '../../model/workload';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'config-key-missing',
  summary: 'A pod needs a key that its ConfigMap or Secret does not have.',
  severity: 'error',
  stage: 'create',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:env-value-from'],
  scope: 'object',

  *check(object, project) {
    const pod = workloadOf(object)?.pod;
    if (pod) yield* checkPod(pod, project);
    // What other controllers say of it is known to them alone.
    for (const { kind, name, keys, namespace, optional } of pod ? [] : referencesOf(object)) {
      if (optional || (kind !== 'ConfigMap' && kind !== 'Secret')) continue;
      if (namespace === object.namespace?.value) for (const key of keys) yield* checkKey(kind, name.value, key, object, project, key.written);
    }
  },
});

function* checkPod(pod: Pod, project: Project): Iterable<Finding> {
  const { owner } = pod;
  for (const { kind, name, key, optional, value, via } of configReferences(pod)) {
    if (optional || !key) continue;
    const seen =
      via === 'volume'
        ? `references non-existent config key: ${key.value}`
        : `CreateContainerConfigError: couldn't find key ${key.value} in ${kind} ${owner.namespace?.value ?? 'default'}/${name.value}`;
    const written = (value.items('items').find((item) => item.string('key')?.at.start === key.at.start) ?? value).get('key');
    yield* checkKey(kind, name.value, key, owner, project, written, seen);
  }
  yield* checkSubPaths(pod, project);
}

function* checkKey(
  kind: 'ConfigMap' | 'Secret',
  name: string,
  key: Located<string>,
  from: KubeObject,
  project: Project,
  written: Parameters<typeof replaceValue>[0] | undefined,
  seen?: string,
): Iterable<Finding> {
  const holder = holderWithout(kind, name, key.value, from, project);
  const makers = holder ? [] : makersWithout(kind, name, key.value, from, project);
  const keys = holder ? keysOf(holder) : makers.flatMap((maker) => maker.keys.map(({ value }) => value));
  const place = holder?.at ?? makers[0]?.name.at;
  if (!place) return;
  const [near] = suggest(key.value, keys);
  yield {
    at: key.at,
    message:
      near === undefined ? message`The ${kind} ${name} has no key ${key.value}.` : message`The ${kind} ${name} has no key ${key.value}; did you mean ${near}?`,
    ...(seen !== undefined && { seen }),
    related: [{ at: place, message: holder ? message`The ${kind} is defined here.` : message`The ${kind} is generated here.` }],
    ...(near !== undefined && written && { fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] } }),
  };
}

/** The generators that alone make an object, where none of them writes the key: an overlay may merge its own into those of its base. */
function makersWithout(kind: 'ConfigMap' | 'Secret', name: string, key: string, from: KubeObject, project: Project): readonly GeneratedConfig[] {
  const makers = generatedConfigs(project).filter((one) => one.kind === kind && one.name.value === name);
  if (makers.some(({ complete, keys }) => !complete || keys.some(({ value }) => value === key))) return [];
  return project.find(kind, name, from).length > 0 || project.isPartOfMore(from) ? [] : makers;
}

/** A file that is mounted by its key: where the key is missing the kubelet mounts an empty folder in its place. */
function* checkSubPaths(pod: Pod, project: Project): Iterable<Finding> {
  for (const { name, value: mount } of pod.allContainers.flatMap(({ mounts }) => mounts)) {
    const subPath = mount.string('subPath');
    const source = pod.volumes.find((volume) => volume.name?.value === name?.value)?.sources.find(({ kind }) => kind === 'configMap' || kind === 'secret');
    if (!subPath || !source || subPath.value.includes('/') || isTemplated(subPath.value)) continue;
    if (source.value.given('items') || source.value.boolean('optional')?.value) continue;
    const kind = source.kind === 'secret' ? 'Secret' : 'ConfigMap';
    const holder = source.value.string(kind === 'Secret' ? 'secretName' : 'name');
    if (holder) yield* checkKey(kind, holder.value, subPath, pod.owner, project, mount.get('subPath'), 'not a directory');
  }
}

/** The object that is meant, where it and all others of its name certainly lack the key. */
function holderWithout(kind: 'ConfigMap' | 'Secret', name: string, key: string, from: KubeObject, project: Project): KubeObject | undefined {
  const found = project.find(kind, name, from);
  const [nearest] = found;
  if (!nearest || found.some((object) => !keysAreKnown(object) || keysOf(object).includes(key))) return undefined;
  // A generator may add keys; the object of the same file is the whole of it.
  return nearest.file !== from.file && project.mayExistElsewhere(kind, name, from) ? undefined : nearest;
}

function keysOf({ value }: KubeObject): string[] {
  return ['data', 'stringData', 'binaryData'].flatMap((field) => value.fields(field).map(({ name }) => name));
}

/** False for an object without keys or with marks of a program that fills it. */
function keysAreKnown(object: KubeObject): boolean {
  const keys = keysOf(object);
  if (keys.length === 0 || keys.some(isTemplated) || object.value.string('type')?.value === 'kubernetes.io/service-account-token') return false;
  return ![...object.annotations.keys(), ...object.labels.keys()].some((key) => /reflect|replicat|inject|reloader\.from|vault|sops/.test(key));
}
