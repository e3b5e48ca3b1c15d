import type { KubeObject } from '../../model/object';
import { serviceOf } from '../../model/service';
import { workloadOf } from '../../model/workload';
import type { Span } from '../../text/span';
import type { Analysis } from '../analysis';
import { outlineDockerfile } from './docker-outline';
import { dataFields } from './entities';

/** One entry of a file's outline. */
export interface OutlineEntry {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'object' | 'container' | 'port' | 'key' | 'document' | 'stage' | 'instruction';
  readonly at: Span;
  /** The part that stands for it when it is chosen. */
  readonly head: Span;
  readonly children: readonly OutlineEntry[];
}

/** The objects of a file and what is worth finding in them. */
export function outlineOf(analysis: Analysis, file: string): OutlineEntry[] {
  const dockerfile = analysis.dockerfileOf(file);
  if (dockerfile) return outlineDockerfile(dockerfile);
  return analysis.documentsOf(file).flatMap(({ objects, classification, root }): OutlineEntry[] => {
    if (objects.length > 0) return objects.map(outlineObject);
    if (!root || classification.kind === 'empty' || classification.kind === 'other') return [];
    return [{ name: classification.kind, detail: '', kind: 'document', at: root.at, head: root.headAt, children: [] }];
  });
}

/** `Kind/name` of every object whose words hold all of the query's letters in order. */
export function findObjects(analysis: Analysis, query: string, most: number): KubeObject[] {
  const letters = [...query.toLowerCase().replace(/\s+/g, '')].map((letter) => letter.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const pattern = new RegExp(letters.join('.*'), 'i');
  const found: KubeObject[] = [];
  for (const { objects } of analysis.project.documents) {
    for (const object of objects) if (object.name && pattern.test(`${object.kind.value}/${object.name.value}`) && found.push(object) >= most) return found;
  }
  return found;
}

function outlineObject(object: KubeObject): OutlineEntry {
  return {
    name: `${object.kind.value}/${object.name?.value ?? ''}`,
    detail: object.namespace?.value ?? '',
    kind: 'object',
    at: object.value.at,
    head: object.at,
    children: childrenOf(object),
  };
}

function childrenOf(object: KubeObject): OutlineEntry[] {
  const service = serviceOf(object);
  if (service) {
    return service.ports.map(({ name, port, value }) => ({
      name: name?.value ?? String(port?.value ?? ''),
      detail: String(port?.value ?? ''),
      kind: 'port',
      at: value.at,
      head: value.headAt,
      children: [],
    }));
  }
  const pod = workloadOf(object)?.pod;
  if (pod) {
    return pod.allContainers.map(({ name, image, value, at, ports }) => ({
      name: name?.value ?? '',
      detail: image?.value ?? '',
      kind: 'container',
      at: value.at,
      head: at,
      children: ports.map((port) => ({
        name: port.name?.value ?? String(port.number?.value ?? ''),
        detail: String(port.number?.value ?? ''),
        kind: 'port',
        at: port.value.at,
        head: port.value.headAt,
        children: [],
      })),
    }));
  }
  return dataFields(object).map(({ name, at, value }) => ({
    name,
    detail: '',
    kind: 'key',
    at: { file: at.file, start: at.start, end: value.at.end },
    head: at,
    children: [],
  }));
}
