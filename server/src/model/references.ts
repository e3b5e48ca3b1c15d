import type { Located } from '../text/span';
import type { Value } from '../yaml/value';
import type { Container } from './container';
import { generatedConfigs } from './generated-config';
import { type KubeObject, known } from './object';
import { sameNamespace } from './object-index';
import type { Pod } from './pod';
import type { Project } from './project';
import { remember } from './remember';

/** A place in a pod that names a ConfigMap or Secret, and perhaps one of its keys. */
export interface ConfigReference {
  readonly pod: Pod;
  readonly container: Container | undefined;
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: Located<string>;
  readonly key: Located<string> | undefined;
  readonly optional: boolean;
  readonly via: 'env' | 'envFrom' | 'volume' | 'imagePullSecret';
  /** The map that holds the name. */
  readonly value: Value;
}

/** Every ConfigMap and Secret that a pod names, in the order of the file. */
export function configReferences(pod: Pod): ConfigReference[] {
  const references: ConfigReference[] = [];
  const add = (kind: 'ConfigMap' | 'Secret', value: Value, nameKey: string, via: ConfigReference['via'], container?: Container, keyed?: Value) => {
    const name = known(value.string(nameKey));
    if (!name) return;
    const optional = value.boolean('optional')?.value ?? false;
    references.push({ pod, container, kind, name, key: known(keyed?.string('key')), optional, via, value });
  };
  for (const container of pod.allContainers) {
    for (const { source } of container.environment) {
      if (source?.kind === 'configMapKeyRef') add('ConfigMap', source.value, 'name', 'env', container, source.value);
      if (source?.kind === 'secretKeyRef') add('Secret', source.value, 'name', 'env', container, source.value);
    }
    for (const { item, kind } of container.environmentFrom) {
      const value = item.given(kind === 'ConfigMap' ? 'configMapRef' : 'secretRef');
      if (value) add(kind, value, 'name', 'envFrom', container);
    }
  }
  const addVolume = (kind: 'ConfigMap' | 'Secret', value: Value, nameKey: string) => {
    const items = value.items('items');
    if (items.length === 0) add(kind, value, nameKey, 'volume');
    for (const item of items) add(kind, value, nameKey, 'volume', undefined, item);
  };
  for (const { sources } of pod.volumes) {
    for (const { kind, value } of sources) {
      if (kind === 'configMap') addVolume('ConfigMap', value, 'name');
      if (kind === 'secret') addVolume('Secret', value, 'secretName');
      for (const source of kind === 'projected' ? value.items('sources') : []) {
        const configMap = source.given('configMap');
        const secret = source.given('secret');
        if (configMap) addVolume('ConfigMap', configMap, 'name');
        if (secret) addVolume('Secret', secret, 'name');
      }
    }
  }
  for (const secret of pod.value.items('imagePullSecrets')) add('Secret', secret, 'name', 'imagePullSecret');
  return references;
}

/**
 * The names of the objects of a kind that can be meant from a namespace, those that something makes at run time included:
 * ExternalSecrets, SealedSecrets, Certificates and generators of kustomize.
 */
export function knownNames(kind: string, project: Project, namespace: string | undefined): readonly string[] {
  const objects = (made: string, group?: string) => project.objects(made, group).filter((one) => sameNamespace(one.namespace?.value, namespace));
  const own = namesFor(namespace, project.objects(kind, kind === 'ConfigMap' || kind === 'Secret' ? '' : undefined));
  if (kind !== 'ConfigMap' && kind !== 'Secret') return own;
  const generated = generatedConfigs(project).flatMap((one) => (one.kind === kind ? one.name.value : []));
  if (kind === 'ConfigMap') return [...own, ...generated];
  const external = objects('ExternalSecret').flatMap(({ value, name }) => (known(value.string('spec', 'target', 'name')) ?? name)?.value ?? []);
  const sealed = objects('SealedSecret').flatMap(({ name }) => name?.value ?? []);
  const certificates = objects('Certificate').flatMap(({ value }) => known(value.string('spec', 'secretName'))?.value ?? []);
  return [...own, ...generated, ...external, ...sealed, ...certificates];
}

/** The names of objects that can be meant from a namespace, put together once for each list and namespace. */
function namesFor(namespace: string | undefined, objects: readonly KubeObject[]): readonly string[] {
  const lists = nameLists(objects);
  const found = lists.get(namespace) ?? objects.flatMap((one) => (sameNamespace(one.namespace?.value, namespace) ? (one.name?.value ?? []) : []));
  lists.set(namespace, found);
  return found;
}

const nameLists = remember((_: readonly KubeObject[]) => new Map<string | undefined, readonly string[]>());
