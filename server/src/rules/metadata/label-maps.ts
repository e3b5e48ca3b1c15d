import type { KubeObject, Value } from '../../model/object';
import { definition, kindFacts } from '../../schema/pack';

/** A map of labels, of what selects by labels, or of annotations. */
export interface LabelMap {
  readonly kind: 'labels' | 'annotations';
  readonly map: Value;
}

const NAMES: Readonly<Record<string, LabelMap['kind']>> = { labels: 'labels', matchLabels: 'labels', nodeSelector: 'labels', annotations: 'annotations' };

/** Kinds whose `selector` is a plain map of labels. */
const PLAIN_SELECTORS = new Set(['core.v1.ServiceSpec', 'core.v1.ReplicationControllerSpec']);

/** Every map in an object whose keys the server judges as keys of labels. Of custom resources only the metadata. */
export function* labelMaps({ value, group, version, kind }: KubeObject): Iterable<LabelMap> {
  const facts = kindFacts(group, version, kind.value);
  if (facts && facts.definition >= 0) return yield* inDefinition(value, facts.definition);
  for (const { name, value: map } of value.fields('metadata')) {
    const known = name === 'labels' || name === 'annotations' ? name : undefined;
    if (known && map.kind === 'map') yield { kind: known, map };
  }
}

/** Follows what the API defines, so that what is free, such as the schema of a custom resource, is left alone. */
function* inDefinition(value: Value, index: number): Iterable<LabelMap> {
  const { name: owner, fields } = definition(index);
  for (const { name, value: inner } of value.fields()) {
    const segment = fields.get(name)?.segments.at(-1);
    const kind = name === 'selector' && PLAIN_SELECTORS.has(owner) ? 'labels' : NAMES[name];
    if (segment?.leaf === 'string' && segment.wraps === '{' && kind && inner.kind === 'map') yield { kind, map: inner };
    if (segment?.leaf !== 'object') continue;
    if (segment.wraps === '') yield* inDefinition(inner, segment.definition);
    for (const item of inner.items()) yield* inDefinition(item, segment.definition);
  }
}
