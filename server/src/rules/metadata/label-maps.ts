import type { KubeObject, Value } from '../../model/object';
import { definitionOf } from '../../schema/pack';
import { type WrittenField, writtenFields } from '../../schema/written-fields';
import { table } from '../../text/table';

/** A map of labels, of what selects by labels, or of annotations. */
export interface LabelMap {
  readonly kind: 'labels' | 'annotations';
  readonly map: Value;
}

const NAMES: Readonly<Record<string, LabelMap['kind']>> = table({
  labels: 'labels',
  matchLabels: 'labels',
  nodeSelector: 'labels',
  annotations: 'annotations',
});

/** Kinds whose `selector` is a plain map of labels. */
const PLAIN_SELECTORS = new Set(['core.v1.ServiceSpec', 'core.v1.ReplicationControllerSpec']);

/** Every map in an object whose keys the server judges as keys of labels. Of custom resources only the metadata. */
export function labelMaps(object: KubeObject): LabelMap[] {
  const { value } = object;
  const root = definitionOf(object);
  if (root) return writtenFields(value, root).flatMap((field) => labelMap(field) ?? []);
  return value.fields('metadata').flatMap(({ name, value: map }) => {
    const known = name === 'labels' || name === 'annotations' ? name : undefined;
    return known && map.kind === 'map' ? [{ kind: known, map }] : [];
  });
}

function labelMap({ owner, segment, written: { name, value } }: WrittenField): LabelMap | undefined {
  if (segment.leaf !== 'string' || segment.wraps !== '{' || value.kind !== 'map') return undefined;
  const kind = name === 'selector' && PLAIN_SELECTORS.has(owner.name) ? 'labels' : NAMES[name];
  return kind && { kind, map: value };
}
