import type { Located } from '../text/span';
import type { Value } from '../yaml/value';
import type { KubeObject } from './object';

/** A PersistentVolumeClaim, or the template of one in a StatefulSet. */
export interface Claim {
  readonly object: KubeObject;
  /** Its `spec`. */
  readonly spec: Value;
  readonly modes: readonly Located<string>[];
  readonly storageClass: Located<string> | undefined;
  readonly isBlock: boolean;
  readonly isTemplate: boolean;
}

/** The claims that an object is or makes. */
export function claimsOf(object: KubeObject): readonly Claim[] {
  const { kind, group, value } = object;
  const isTemplate = kind.value === 'StatefulSet' && group === 'apps';
  const holders = kind.value === 'PersistentVolumeClaim' && group === '' ? [value] : isTemplate ? value.items('spec', 'volumeClaimTemplates') : [];
  return holders.flatMap((holder) => {
    const spec = holder.get('spec');
    if (spec?.kind !== 'map') return [];
    return [
      {
        object,
        spec,
        modes: spec.strings('accessModes'),
        storageClass: spec.string('storageClassName'),
        isBlock: spec.string('volumeMode')?.value === 'Block',
        isTemplate,
      },
    ];
  });
}

const NO_SOURCES = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
]);

/** What a PersistentVolume is made of, such as `nfs`; it should be one. */
export function volumeSourcesOf({ value }: KubeObject): readonly Value[] {
  return value.fields('spec').flatMap((field) => (NO_SOURCES.has(field.name) || field.value.kind !== 'map' ? [] : [field.value]));
}
