import { insertField, insertItem, replaceValue } from '../../fix/fields';
import type { Data } from '../../fix/write-yaml';
import { known } from '../../model/object';
import type { Pod } from '../../model/pod';
import type { Project } from '../../model/project';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

/** Objects a volume of the same name may be made from, and the volume. */
const SOURCES: readonly (readonly [kind: string, volume: (name: string) => Data])[] = [
  ['ConfigMap', (name) => ({ name, configMap: { name } })],
  ['Secret', (name) => ({ name, secret: { secretName: name } })],
  ['PersistentVolumeClaim', (name) => ({ name, persistentVolumeClaim: { claimName: name } })],
];

export default rule({
  id: 'volume-mount-unknown',
  summary: 'A container mounts a volume that its pod does not have.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ pod, value }, project) {
    const names = volumeNames(pod);
    if (!names) return;
    for (const mount of [...value.items('volumeMounts'), ...value.items('volumeDevices')]) {
      const name = known(mount.string('name'));
      const written = mount.get('name');
      if (!name || !written || names.has(name.value)) continue;
      const near = suggest(name.value, names)[0] ?? (sourceOf(name.value, pod, project) ? undefined : onlyIdle(pod, names));
      const fix: Fix | undefined =
        near === undefined ? addVolume(pod, name.value, project) : { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] };
      yield {
        at: name.at,
        message: near === undefined ? message`The pod has no volume ${name.value}.` : message`The pod has no volume ${name.value}; did you mean ${near}?`,
        ...(fix && { fix, slip: near !== undefined }),
      };
    }
  },
});

/** Volumes of the pod and claims of its StatefulSet; undefined where one of the names is not known. */
function volumeNames({ owner, value, volumes }: Pod): Set<string> | undefined {
  const written = value.given('volumes');
  if (written && written.kind !== 'list') return undefined;
  const claims = owner.value.items('spec', 'volumeClaimTemplates').map((claim) => known(claim.string('metadata', 'name')));
  const names = [...volumes.map(({ name }) => known(name)), ...claims];
  return names.every((name) => name !== undefined) ? new Set(names.map(({ value: text }) => text)) : undefined;
}

/** The one volume that no container mounts, where there is but one. */
function onlyIdle({ allContainers }: Pod, names: ReadonlySet<string>): string | undefined {
  const mounted = allContainers.flatMap(({ value }) =>
    [...value.items('volumeMounts'), ...value.items('volumeDevices')].map((one) => one.string('name')?.value),
  );
  const idle = [...names].filter((one) => !mounted.includes(one));
  return idle.length === 1 ? idle[0] : undefined;
}

function sourceOf(name: string, { owner }: Pod, project: Project): (typeof SOURCES)[number] | undefined {
  return SOURCES.find(([kind]) => project.find(kind, name, owner).length > 0);
}

function addVolume(pod: Pod, name: string, project: Project): Fix | undefined {
  const source = sourceOf(name, pod, project);
  if (!source) return undefined;
  const [kind, volume] = source;
  const list = pod.value.given('volumes');
  const edit = list ? insertItem(list, volume(name)) : insertField(pod.value, 'volumes', [volume(name)]);
  return { title: message`Add a volume from the ${kind} ${name}`, safe: false, edits: [edit] };
}
