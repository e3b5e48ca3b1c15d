import { replaceValue } from '../../fix/fields';
import { type Reference, referencesOf } from '../../model/graph/edges';
import type { KubeObject } from '../../model/object';
import type { Project } from '../../model/project';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { CLASSES } from '../references/classes';
import { type Finding, type Fix, rule } from '../rule';

const BUILT_IN: Readonly<Record<string, readonly string[]>> = table({ PriorityClass: ['system-cluster-critical', 'system-node-critical'] });

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
    for (const reference of referencesOf(object)) if (CLASSES.includes(reference.kind)) yield* checkName(reference, project);
  },
});

function* checkName({ from, kind, name, written }: Reference, project: Project): Iterable<Finding> {
  const defined = [...project.objects(kind).flatMap((one: KubeObject) => one.name?.value ?? []), ...(BUILT_IN[kind] ?? [])];
  if (defined.includes(name.value) || project.mayExistElsewhere(kind, name.value, from) || isSharedWithVolume(name.value, kind, from, project)) return;
  // Classes are mostly made once for a cluster and in no file: only a slip is certain. Numbers tell sizes and versions apart.
  const [near] = suggest(
    name.value,
    defined.filter((other) => other.replace(/\d+/g, '') !== name.value.replace(/\d+/g, '')),
  );
  if (near === undefined || Math.min(near.length, name.value.length) < 4) return;
  const fix: Fix = { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] };
  yield { at: name.at, message: message`No file defines the ${kind} ${name.value}; did you mean ${near}?`, fix };
}

/** A claim is bound to a volume that names the same class, whether or not the class is there. */
function isSharedWithVolume(name: string, kind: string, from: KubeObject, project: Project): boolean {
  const isVolume = (object: KubeObject) => object.kind.value === 'PersistentVolume';
  return kind === 'StorageClass' && project.referrers(kind, name).some((other) => isVolume(other) !== isVolume(from));
}
