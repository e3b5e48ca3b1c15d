import { removeField, renameKey } from '../../fix/fields';
import { moveFields } from '../../fix/reshape';
import { endOfLine } from '../../fix/yaml-text';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Fix, rule } from '../rule';

interface OldAnnotation {
  readonly kinds: readonly string[];
  /** The field below `spec` that took its place, or the annotation. */
  readonly field?: string;
  readonly annotation?: string;
}

/** Annotations that the server warns of: warnings of pkg/registry/networking/ingress, pkg/api/persistentvolume* and pkg/api/service. */
const OLD: Readonly<Record<string, OldAnnotation>> = table({
  'kubernetes.io/ingress.class': { kinds: ['Ingress'], field: 'ingressClassName' },
  'volume.beta.kubernetes.io/storage-class': { kinds: ['PersistentVolumeClaim', 'PersistentVolume'], field: 'storageClassName' },
  'service.kubernetes.io/topology-aware-hints': { kinds: ['Service'], annotation: 'service.kubernetes.io/topology-mode' },
});

export default rule({
  id: 'annotation-deprecated',
  summary: 'An annotation stands where there is a field, or a newer annotation, today.',
  severity: 'hint',
  stage: 'apply',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',

  *check({ kind, version, value }) {
    for (const { name, at, value: written } of value.fields('metadata', 'annotations')) {
      const old = OLD[name];
      // Before v1 there was no such field.
      if (!old?.kinds.includes(kind.value) || version !== 'v1') continue;
      const instead = old.field === undefined ? (old.annotation ?? '') : `spec.${old.field}`;
      const fix = mend(value, written, old);
      yield { at, tag: 'deprecated', message: message`The annotation ${name} is deprecated; ${instead} takes its place.`, ...(fix && { fix }) };
    }
  },
});

function mend(object: Value, written: Value, { field, annotation }: OldAnnotation): Fix | undefined {
  const text = written.string()?.value;
  const annotations = written.parent;
  if (annotation !== undefined) {
    if (annotations?.get(annotation) || !written.entry) return undefined;
    return { title: message`Rename to ${annotation}`, safe: false, edits: [renameKey({ at: written.keyAt }, annotation)] };
  }
  const spec = object.get('spec');
  if (field === undefined || text === undefined || isTemplated(text) || spec?.kind !== 'map') return undefined;
  const stated = spec.string(field)?.value;
  if (stated !== undefined && stated !== text) return undefined;
  const whole = annotations?.fields().length === 1 ? annotations : written;
  // Without the annotation, its comments would speak of nothing.
  if (stated !== undefined && linesOf(whole).includes('#')) return undefined;
  const isAnnotations = (holder: Value) => holder.step === 'annotations';
  const edits = stated === undefined ? moveFields([{ field: written, target: spec, way: [], key: field }], isAnnotations) : [removeField(whole)];
  return edits.length === 0 ? undefined : { title: message`Write ${field}`, safe: false, edits };
}

/** The whole lines that hold a field. */
function linesOf({ entry, node, document: { text } }: Value): string {
  const from = text.lastIndexOf('\n', (entry?.key.start ?? node.start) - 1) + 1;
  return text.slice(from, endOfLine(text, node.end));
}
