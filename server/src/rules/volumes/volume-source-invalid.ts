import type { KubeObject, Value } from '../../model/object';
import type { Pod, VolumeSource } from '../../model/pod';
import { parseQuantity } from '../../model/quantity';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Finding, rule } from '../rule';

/** What a source cannot do without (kubernetes/pkg/apis/core/validation/validation.go). */
const NEEDED: Readonly<Record<string, string>> = table({
  secret: 'secretName',
  configMap: 'name',
  persistentVolumeClaim: 'claimName',
  hostPath: 'path',
  csi: 'driver',
  ephemeral: 'volumeClaimTemplate',
});
/** Of these the schema says itself that they are missing; here they are only looked at where they are empty. */
const IN_SCHEMA = new Set(['persistentVolumeClaim', 'hostPath', 'csi']);
/** Written where the name should stand. */
const STRANGERS: Readonly<Record<string, RegExp>> = table({ secret: /name$/i, configMap: /\w+name$/i });
const CLAIM_METADATA = new Set(['labels', 'annotations']);

export default rule({
  id: 'volume-source-invalid',
  summary: 'A source of a volume lacks what it is made from, or says what cannot be.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'pod',

  *check(pod) {
    for (const { sources } of pod.volumes) for (const source of sources) yield* checkSource(source, pod);
  },
});

function* checkSource({ kind, value }: VolumeSource, { owner }: Pod): Iterable<Finding> {
  const needed = kind === 'image' && isPod(owner) ? 'reference' : NEEDED[kind];
  const given = needed === undefined ? undefined : value.given(needed);
  // A field of another source in its place is an unknown one, and is reported as that.
  const isMissing = value.kind === 'map' && !given && !IN_SCHEMA.has(kind) && !value.fields().some(({ name }) => STRANGERS[kind]?.test(name));
  if (needed !== undefined && (isMissing || given?.words === '')) yield { at: given?.at ?? value.keyAt, message: message`The source ${kind} needs ${needed}.` };
  yield* checkPath(kind, value);
  if (kind === 'emptyDir') yield* checkEmptyDirectory(value);
  if (kind === 'downwardAPI') yield* checkFiles(value);
  if (kind !== 'ephemeral') return;
  for (const field of value.fields('volumeClaimTemplate', 'metadata')) {
    // What the server sets itself, and writes as null, is no harm.
    if (CLAIM_METADATA.has(field.name) || field.value.kind === 'null') continue;
    yield { at: field.at, message: message`The template of a claim may have labels and annotations, but no ${field.name}.` };
  }
}

function* checkPath(kind: string, value: Value): Iterable<Finding> {
  const path = kind === 'hostPath' || kind === 'nfs' ? value.string('path') : undefined;
  if (!path || isTemplated(path.value)) return;
  if (kind === 'nfs' && !path.value.startsWith('/')) yield { at: path.at, message: message`The path ${path.value} on the server has to begin with a slash.` };
  if (kind === 'hostPath' && path.value.split('/').includes('..')) yield { at: path.at, message: message`A path on the node may not hold ${'..'}.` };
}

function* checkEmptyDirectory(value: Value): Iterable<Finding> {
  const medium = value.string('medium');
  const size = value.given('sizeLimit');
  // pkg/volume/emptydir/empty_dir.go: any other medium fails when the pod starts.
  if (medium && !isTemplated(medium.value) && !/^(?:|Memory|HugePages(?:-\S+)?)$/.test(medium.value))
    yield { at: medium.at, message: message`${medium.value} is no medium: it is ${'Memory'}, ${'HugePages'} or nothing.` };
  if (size?.words !== undefined && (parseQuantity(size.words) ?? 0) < 0) yield { at: size.at, message: message`A size cannot be negative.` };
}

function* checkFiles(value: Value): Iterable<Finding> {
  for (const item of value.items('items')) {
    const field = item.given('fieldRef');
    const resource = item.given('resourceFieldRef');
    if (field && resource) yield { at: resource.keyAt, message: message`A file holds a ${'fieldRef'} or a ${'resourceFieldRef'}, not both.` };
    else if (!field && !resource && item.kind === 'map')
      yield { at: item.headAt, message: message`The file needs a ${'fieldRef'} or a ${'resourceFieldRef'}.` };
    if (resource?.kind === 'map' && !resource.given('containerName'))
      yield { at: resource.keyAt, message: message`In a volume ${'resourceFieldRef'} needs a ${'containerName'}.` };
  }
}

function isPod({ kind }: KubeObject): boolean {
  return kind.value === 'Pod';
}
