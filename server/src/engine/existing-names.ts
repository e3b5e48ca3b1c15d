import { scalarText } from '../fix/write-yaml';
import { generatedConfigs } from '../model/generated-config';
import type { ReferenceRow } from '../model/graph/reference-row';
import { rowsOf } from '../model/graph/reference-table';
import { SELECTORS } from '../model/graph/selector-table';
import { isSameObject } from '../model/neighbours';
import type { KubeObject, Labels } from '../model/object';
import { sameNamespace } from '../model/object-index';
import type { Pod } from '../model/pod';
import type { ProjectIndex } from '../model/project-index';
import { readPlainSelector, readSelector } from '../model/selector';
import { serviceOf } from '../model/service';
import { workloadOf } from '../model/workload';
import type { Span } from '../text/span';
import type { Value } from '../yaml/value';
import type { Cursor } from './cursor';
import { describeEntity } from './navigation/describe';
import { dataFields, generatorsOf, objectsOf } from './navigation/entities';
import { portPlaces } from './navigation/selected-ports';
import type { Describe } from './navigation/symbol';

/** Something that exists in the workspace and can be meant at the cursor. */
export interface NameOffer {
  readonly label: string;
  /** What it is, in a few words without grammar: a kind, a protocol, a file. */
  readonly detail: string;
  readonly replaces: Span;
  readonly text: string;
  /** What is typed to find it: the label, behind the quote that was typed. */
  readonly filter: string;
  /** Markdown. */
  readonly describe: Describe | undefined;
}

/** More names than this help nobody choose. */
const MOST = 200;

type Found = Pick<NameOffer, 'label' | 'detail'> & { readonly describe?: Describe; readonly isNumber?: boolean };

/** The names, keys, ports and labels that exist and that the place at the cursor can mean. */
export function existingNamesAt(cursor: Cursor, project: ProjectIndex): NameOffer[] {
  const { object } = cursor;
  if (!object || cursor.document.classification.kind === 'helm-template') return [];
  const isKey = cursor.position === 'key' || (cursor.position === 'open' && labelsAt(cursor, object, project) !== undefined);
  const found = isKey ? labelPairs(cursor, object, project) : valuesAt(cursor, object, project);
  return found.slice(0, MOST).map((one) => toOffer(one, cursor, isKey));
}

function toOffer({ label, detail, describe, isNumber = false }: Found, cursor: Cursor, isKey: boolean): NameOffer {
  const { typed, word, hasColon, json, behind } = cursor;
  const quote = /^["']/.exec(typed)?.[0] ?? '';
  const [key = '', value] = isKey ? label.split(': ') : [label];
  if (json) {
    const written = isNumber ? key : JSON.stringify(key);
    const pair = isKey && !hasColon && value !== undefined ? `${written}: ${JSON.stringify(value)}` : written;
    return { label: isKey && hasColon ? key : label, detail, replaces: word, text: pair + (isKey && hasColon ? '' : behind), filter: quote + label, describe };
  }
  const plain = isNumber ? key : scalarText(key);
  const text = isKey && !hasColon && value !== undefined ? `${plain}: ${scalarText(value)}` : isKey ? plain : quote === '' ? plain : `${quote}${key}${quote}`;
  return { label: isKey && hasColon ? key : label, detail, replaces: word, text, filter: `${quote}${label}`, describe };
}

function valuesAt(cursor: Cursor, object: KubeObject, project: ProjectIndex): Found[] {
  const ofReference = referredAt(cursor, object, project);
  if (ofReference) return ofReference;
  const labels = labelsAt(cursor, object, project);
  if (labels && cursor.key !== undefined) return unique(labels.flatMap((own) => own.get(cursor.key ?? '')?.value ?? []));
  return [...namespacesAt(cursor, object, project), ...portsAt(cursor, object, project), ...volumesAt(cursor, object)];
}

/** What a reference of the table may name: objects, keys of their data, or ports. Undefined where none is at the cursor. */
function referredAt(cursor: Cursor, object: KubeObject, project: ProjectIndex): Found[] | undefined {
  const spec = workloadOf(object)?.pod.value;
  for (const row of rowsOf(object.kind.value, spec !== undefined)) {
    const root = row.from[0] === 'Pod' ? spec : object.value;
    if (!root || (row.group !== undefined && row.group !== object.group)) continue;
    const own = stepsOf(root, object.value);
    if (own.some((step, index) => cursor.way[index] !== step)) continue;
    const way = cursor.way.slice(own.length);
    const length = consumed(row.way, way);
    if (length === undefined) continue;
    const rest = shape(way.slice(length));
    const map = valueAt(root, way.slice(0, length));
    if (rest === row.name) return namesFor(row, row.name === '' ? undefined : map, object, project);
    const target = targetOf(row, map, object, project);
    if (row.dataKey === rest) return keysFor(row, map, target, project);
    if (row.portKeys?.includes(rest) && target) return servicePorts(target, rest);
  }
  return undefined;
}

function namesFor(row: ReferenceRow, map: Value | undefined, object: KubeObject, project: ProjectIndex): Found[] {
  const kind = kindOf(row, map);
  if (kind === undefined) return [];
  const namespace = namespaceOf(row, map, object);
  const isWithin = (one: KubeObject) => row.qualified !== undefined || sameNamespace(one.namespace?.value, namespace);
  const all = project.objects(kind).filter((one) => one.name !== undefined && !isSameObject(one, object) && isWithin(one));
  const near = [...all].sort((a, b) => Number(project.areDeployedTogether(b, object)) - Number(project.areDeployedTogether(a, object)));
  const place = (file: string) => `${kind} · ${file.split('/').slice(-2).join('/')}`;
  const described = near.flatMap((one) => {
    const name = one.name?.value ?? '';
    const entity = { kind: 'object', objectKind: kind, name, namespace: one.namespace?.value } as const;
    const label = writtenName(row, name, one.namespace?.value, namespace);
    if (label === undefined) return [];
    return [{ label, detail: place(one.file), describe: (say: Parameters<Describe>[0]) => describeEntity(entity, project, object.file, say) }];
  });
  const generated = row.qualified === 'always' ? [] : generatedConfigs(project).filter((one) => one.kind === kind);
  return uniqueBy([...described, ...generated.map(({ name }) => ({ label: name.value, detail: place(name.at.file) }))]);
}

/** The namespace is written with the name where it is needed. */
function writtenName({ qualified }: ReferenceRow, name: string, namespace: string | undefined, own: string | undefined): string | undefined {
  if (qualified === undefined || (qualified === 'optional' && sameNamespace(namespace, own))) return name;
  return namespace === undefined ? undefined : `${namespace}/${name}`;
}

function targetOf(row: ReferenceRow, map: Value | undefined, object: KubeObject, project: ProjectIndex): KubeObject | undefined {
  const kind = kindOf(row, map);
  const name = map?.string(row.name)?.value;
  if (kind === undefined || name === undefined) return undefined;
  return objectsOf({ objectKind: kind, name, namespace: namespaceOf(row, map, object) }, project, object.file)[0];
}

/** The keys of what is named, those that generators write included. */
function keysFor(row: ReferenceRow, map: Value | undefined, target: KubeObject | undefined, project: ProjectIndex): Found[] {
  const objectKind = kindOf(row, map) ?? '';
  const name = map?.string(row.name)?.value ?? '';
  const generated = generatorsOf({ objectKind, name }, project).flatMap(({ keys }) =>
    keys.map(({ value }) => ({ label: value, detail: `${objectKind} ${name}` })),
  );
  return uniqueBy([...(target ? dataKeysOf(target) : []), ...generated]);
}

function kindOf(row: ReferenceRow, map: Value | undefined): string | undefined {
  return row.kindKey === undefined ? row.to : (map?.string(row.kindKey)?.value ?? row.fallback);
}

function namespaceOf(row: ReferenceRow, map: Value | undefined, object: KubeObject): string | undefined {
  if (row.clusterScoped) return undefined;
  return (row.namespaceKey === undefined ? undefined : map?.string(row.namespaceKey)?.value) ?? object.namespace?.value;
}

function dataKeysOf(object: KubeObject): Found[] {
  return dataFields(object).map(({ name }) => ({ label: name, detail: `${object.kind.value} ${object.name?.value ?? ''}` }));
}

function servicePorts(object: KubeObject, field: string): Found[] {
  return (serviceOf(object)?.ports ?? []).flatMap(({ name, port, targetPort }): Found[] => {
    const detail = `Service ${object.name?.value ?? ''} · ${port?.value ?? '?'} → ${targetPort?.value ?? port?.value ?? '?'}`;
    const byName = name && !/number$/.test(field) && field !== 'port' ? [{ label: name.value, detail }] : [];
    const byNumber = port && !/name$/.test(field) ? [{ label: String(port.value), detail, isNumber: true }] : [];
    return [...byName, ...byNumber];
  });
}

/** The ports that a probe, a hook, a Service's `targetPort`, a monitor or a NetworkPolicy can lead to. */
function portsAt(cursor: Cursor, object: KubeObject, project: ProjectIndex): Found[] {
  if (cursor.key === 'targetPort') {
    const selector = readPlainSelector(object.value.get('spec', 'selector'));
    const pods = object.kind.value === 'Service' && selector ? project.selectedPods(selector, object) : [];
    return uniqueBy(pods.flatMap((pod) => containerPorts(pod, undefined)));
  }
  const place = cursor.key === 'port' ? portPlaces(object, project).find(({ item }) => item.path === cursor.map?.path) : undefined;
  if (place?.of === 'Service') return uniqueBy(place.owners().flatMap((owner) => servicePorts(owner, 'name')));
  if (place) {
    const pods = place.owners().flatMap((owner) => workloadOf(owner)?.pod ?? []);
    const ports = uniqueBy(pods.flatMap((pod) => containerPorts(pod, undefined)));
    // A PodMonitor takes no number.
    return object.kind.value === 'PodMonitor' ? ports.filter(({ isNumber }) => !isNumber) : ports;
  }
  if (cursor.key !== 'port' || !/^(?:httpGet|tcpSocket|grpc)$/.test(String(cursor.way.at(-2)))) return [];
  const pod = workloadOf(object)?.pod;
  const ports = pod ? containerPorts(pod, cursor.map) : [];
  // A probe over gRPC takes no name.
  return cursor.way.at(-2) === 'grpc' ? ports.filter(({ isNumber }) => isNumber) : ports;
}

/** Ports of the container around a place, or of all containers. */
function containerPorts(pod: Pod, place: Value | undefined): Found[] {
  return pod.allContainers
    .filter(({ value }) => place === undefined || place.path.startsWith(`${value.path}.`))
    .flatMap(({ name: container, ports }) =>
      ports.flatMap(({ name, number }): Found[] => {
        const detail = `${container?.value ?? ''} · ${number?.value ?? '?'}`;
        return [...(name ? [{ label: name.value, detail }] : []), ...(number ? [{ label: String(number.value), detail, isNumber: true }] : [])];
      }),
    );
}

function volumesAt(cursor: Cursor, object: KubeObject): Found[] {
  if (cursor.key !== 'name' || cursor.way.at(-3) !== 'volumeMounts') return [];
  const spec = workloadOf(object)?.pod.value;
  const claims =
    object.kind.value === 'StatefulSet' ? object.value.items('spec', 'volumeClaimTemplates').flatMap((one) => one.string('metadata', 'name') ?? []) : [];
  return [...(spec?.items('volumes').flatMap((one) => one.string('name') ?? []) ?? []), ...claims].map(({ value }) => ({ label: value, detail: 'volume' }));
}

function namespacesAt(cursor: Cursor, object: KubeObject, project: ProjectIndex): Found[] {
  if (cursor.key !== 'namespace' || object.kind.value === 'Namespace') return [];
  return project.objects('Namespace').flatMap(({ name }) => (name ? [{ label: name.value, detail: 'Namespace' }] : []));
}

/** The labels that a selector around the cursor may ask for: one map for each thing that it may pick. */
function labelsAt(cursor: Cursor, object: KubeObject, project: ProjectIndex): readonly Labels[] | undefined {
  const isEntry = cursor.position === 'value';
  const way = shape(isEntry ? cursor.way.slice(0, -1) : cursor.way);
  for (const row of SELECTORS) {
    if (!row.from.includes(object.kind.value) || way !== (row.plain ? row.way : `${row.way}.matchLabels`)) continue;
    const own = workloadOf(object)?.pod;
    if (row.own) return own ? [own.labels] : [];
    if (row.picks !== 'pods') return project.objects(row.picks).map(({ labels }) => labels);
    return project.podLabels(object.namespace?.value);
  }
  if (way.endsWith('template.metadata.labels')) {
    const selector = readSelector(object.value.get('spec', 'selector'));
    return selector ? [selector.matchLabels] : undefined;
  }
  return undefined;
}

function labelPairs(cursor: Cursor, object: KubeObject, project: ProjectIndex): Found[] {
  const pairs = (labelsAt(cursor, object, project) ?? []).flatMap((labels) => [...labels].map(([key, { value }]) => ({ key, value })));
  return unique(pairs.filter(({ key }) => !cursor.siblings.includes(key)).map(({ key, value }) => `${key}: ${value}`));
}

/** Each word once, those that are there most often first. */
function unique(words: readonly string[]): Found[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([label, count]) => ({ label, detail: `${count} ×` }));
}

function uniqueBy(found: readonly Found[]): Found[] {
  return [...new Map(found.toReversed().map((one) => [one.label, one])).values()].toReversed();
}

/** How many steps a way of the tables takes of another; undefined where they part. */
function consumed(pattern: string, way: readonly (string | number)[]): number | undefined {
  let index = 0;
  for (const step of pattern.split('.')) {
    const isList = step.endsWith('[]');
    if (way[index] !== (isList ? step.slice(0, -2) : step) || (isList && typeof way[index + 1] !== 'number')) return undefined;
    index += isList ? 2 : 1;
  }
  return index;
}

/** A way as the tables write it. */
function shape(way: readonly (string | number)[]): string {
  return way
    .map((step) => (typeof step === 'number' ? '[]' : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

function stepsOf(value: Value, root: Value): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let up: Value | undefined = value; up && up.path !== root.path; up = up.parent) if (up.step !== undefined) steps.unshift(up.step);
  return steps;
}

function valueAt(root: Value, way: readonly (string | number)[]): Value | undefined {
  let value: Value | undefined = root;
  for (const step of way) value = typeof step === 'number' ? value?.items()[step] : value?.get(step);
  return value;
}
