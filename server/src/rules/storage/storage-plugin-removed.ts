import { volumeSourcesOf } from '../../model/claim';
import type { KubeObject } from '../../model/object';
import type { Project } from '../../model/project';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

/** The first minor in which a plugin of Kubernetes itself no longer works, by the field of a volume and the provisioner of a class. */
const REMOVED: readonly (readonly [field: string, provisioner: string, minor: number])[] = [
  ['photonPersistentDisk', 'kubernetes.io/photon-pd', 16],
  ['scaleIO', 'kubernetes.io/scaleio', 22],
  ['flocker', 'kubernetes.io/flocker', 25],
  ['quobyte', 'kubernetes.io/quobyte', 25],
  ['storageos', 'kubernetes.io/storageos', 25],
  ['glusterfs', 'kubernetes.io/glusterfs', 26],
  ['cephfs', 'kubernetes.io/cephfs', 31],
  ['rbd', 'kubernetes.io/rbd', 31],
];

export default rule({
  id: 'storage-plugin-removed',
  summary: 'A volume or storage class relies on a plugin that Kubernetes no longer has.',
  severity: 'error',
  stage: 'create',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'object',
  kinds: ['PersistentVolume', 'StorageClass'],

  *check(object, project) {
    const { kind, group, value } = object;
    if (kind.value === 'PersistentVolume' && group === '') yield* checkVolume(object, project);
    const provisioner = kind.value === 'StorageClass' && group === 'storage.k8s.io' ? value.string('provisioner') : undefined;
    const minor = REMOVED.find(([, name]) => name === provisioner?.value)?.[2];
    if (provisioner && minor !== undefined) yield gone(provisioner.at, provisioner.value, minor, project);
  },
});

function* checkVolume(object: KubeObject, project: Project): Iterable<Finding> {
  for (const source of volumeSourcesOf(object)) {
    const minor = REMOVED.find(([field]) => field === source.step)?.[2];
    if (minor !== undefined) yield gone(source.keyAt, String(source.step), minor, project);
  }
}

function gone(at: Finding['at'], name: string, minor: number, { kubernetes: { to } }: Project): Finding {
  const said = message`The plugin ${name} is gone from Kubernetes 1.${minor} on, and the range ends at 1.${to}; a CSI driver takes its place.`;
  return { at, message: said, tag: 'deprecated', ...(minor > to && { severity: 'hint' }) };
}
