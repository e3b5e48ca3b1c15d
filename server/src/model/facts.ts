import { referencesOf } from './graph/edges';
import { namespacesIn } from './graph/namespaces';
import { type KubeObject, known, type Labels, readLabels, type Value } from './object';
import { podTemplate } from './pod';
import { remember } from './remember';
import { serviceOf } from './service';

/** What the index keeps of an object so that it can be found without reading its document again. */
export interface ObjectFacts {
  readonly object: KubeObject;
  /** Of workloads: the labels of the pods they make. */
  readonly podLabels: Labels | undefined;
  /** Of workloads: the images of their containers, as written. */
  readonly images: readonly string[];
  /** Of workloads: the ports of the node that their pods take. */
  readonly nodePorts: readonly number[];
  /** Of workloads: the words of their commands and arguments, a line each. */
  readonly says: string;
  /** Objects that it names, and the namespaces that it speaks of, as `Kind/name`. */
  readonly refers: readonly string[];
  /** Of CustomResourceDefinitions: the kind that they define. */
  readonly defines: { readonly group: string; readonly kind: string } | undefined;
  /** Of Services with a certain selector that is not empty: the labels it asks for. */
  readonly selects: Labels | undefined;
}

const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

export function factsOf(object: KubeObject): ObjectFacts {
  const template = podTemplate(object);
  const spec = template?.get('spec');
  const isWorkload = template !== undefined && spec?.kind === 'map';
  const images = isWorkload ? CONTAINERS.flatMap((list) => spec.items(list).flatMap((item) => known(item.string('image'))?.value ?? [])) : [];
  const selector = serviceOf(object)?.selector;
  return {
    object,
    podLabels: isWorkload ? readLabels(template.get('metadata', 'labels')) : undefined,
    images,
    nodePorts: isWorkload ? nodePortsOf(spec) : [],
    says: isWorkload ? CONTAINERS.flatMap((list) => spec.items(list).flatMap(wordsOf)).join('\n') : '',
    refers: [
      ...new Set([
        ...referencesOf(object).map(({ kind, name }) => `${kind}/${name.value}`),
        ...namespacesIn(object).map(({ name }) => `Namespace/${name.value}`),
      ]),
    ],
    defines: definedKind(object),
    selects: selector?.certain && selector.matchLabels.size > 0 ? selector.matchLabels : undefined,
  };
}

/** All images, as written. */
export function imagesIn(facts: readonly ObjectFacts[]): string {
  return facts.flatMap(({ images }) => images).join(' ');
}

/** All words of commands and arguments, a line each. */
export const wordsIn = remember((facts: readonly ObjectFacts[]) => facts.flatMap(({ says }) => says || []).join('\n'));

function definedKind({ kind, group, value }: KubeObject): ObjectFacts['defines'] {
  if (kind.value !== 'CustomResourceDefinition' || group !== 'apiextensions.k8s.io') return undefined;
  const own = value.string('spec', 'names', 'kind')?.value;
  const defined = value.string('spec', 'group')?.value;
  return own !== undefined && defined !== undefined ? { group: defined, kind: own } : undefined;
}

function wordsOf(container: Value): string[] {
  return [...container.strings('command'), ...container.strings('args')].map(({ value }) => value);
}

/** In the network of the node, every declared port is one of the node. */
function nodePortsOf(spec: Value): number[] {
  const isHost = spec.boolean('hostNetwork')?.value === true;
  const ports = spec.items('containers').flatMap((container) => container.items('ports'));
  return ports.flatMap((port) => port.number('hostPort')?.value ?? (isHost ? (port.number('containerPort')?.value ?? []) : []));
}
