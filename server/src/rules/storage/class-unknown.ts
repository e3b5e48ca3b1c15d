import { replaceValue } from '../../fix/fields';
import { valuesAt } from '../../model/graph/edges';
import type { KubeObject, Value } from '../../model/object';
import { podTemplate } from '../../model/pod';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

/** Where objects name a class, and the classes that clusters have by themselves. */
const PLACES: readonly (readonly [kind: string, way: string, of: string])[] = [
  ['StorageClass', 'spec.storageClassName', 'PersistentVolumeClaim'],
  ['StorageClass', 'spec.volumeClaimTemplates[].spec.storageClassName', 'StatefulSet'],
  ['StorageClass', 'spec.storageClassName', 'PersistentVolume'],
  ['IngressClass', 'spec.ingressClassName', 'Ingress'],
];
const BUILT_IN: Readonly<Record<string, readonly string[]>> = { PriorityClass: ['system-cluster-critical', 'system-node-critical'] };

export default rule({
  id: 'class-unknown',
  summary: 'An object names a class that differs by a slip from one that is defined.',
  severity: 'warning',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',

  *check(object, project) {
    for (const [kind, way, of] of PLACES) {
      if (object.kind.value === of) for (const value of valuesAt(object.value, way)) yield* checkName(value, kind, object, project);
    }
    const spec = podTemplate(object)?.get('spec');
    if (!spec) return;
    for (const [kind, field] of [
      ['PriorityClass', 'priorityClassName'],
      ['RuntimeClass', 'runtimeClassName'],
    ] as const) {
      const value = spec.given(field);
      if (value) yield* checkName(value, kind, object, project);
    }
  },
});

function* checkName(value: Value, kind: string, from: KubeObject, project: Project): Iterable<Finding> {
  const name = value.string();
  if (!name || name.value === '' || isTemplated(name.value)) return;
  const defined = [...project.objects(kind).flatMap((one: KubeObject) => one.name?.value ?? []), ...(BUILT_IN[kind] ?? [])];
  if (defined.includes(name.value) || project.mayExistElsewhere(kind, name.value, from) || isSharedWithVolume(name.value, kind, from, project)) return;
  // Classes are mostly made once for a cluster and in no file: only a slip is certain. Numbers tell sizes and versions apart.
  const [near] = suggest(
    name.value,
    defined.filter((other) => other.replace(/\d+/g, '') !== name.value.replace(/\d+/g, '')),
  );
  if (near === undefined || Math.min(near.length, name.value.length) < 4) return;
  const fix: Fix = { title: message`Use ${near}`, safe: false, edits: [replaceValue(value, near)] };
  yield { at: name.at, message: message`No file defines the ${kind} ${name.value}; did you mean ${near}?`, fix };
}

/** A claim is bound to a volume that names the same class, whether or not the class is there. */
function isSharedWithVolume(name: string, kind: string, from: KubeObject, project: Project): boolean {
  const isVolume = (object: KubeObject) => object.kind.value === 'PersistentVolume';
  return kind === 'StorageClass' && project.referrers(kind, name).some((other) => isVolume(other) !== isVolume(from));
}
