import { removeField, setField } from '../../fix/fields';
import { autoscalersOf } from '../../model/autoscaler';
import { claimsOf } from '../../model/claim';
import type { KubeObject } from '../../model/object';
import type { Project } from '../../model/project';
import type { Workload } from '../../model/workload';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'claim-shared',
  summary: 'Several pods of a workload share a volume that only one node can mount.',
  severity: 'warning',
  stage: 'create',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'workload',

  *check(workload, project) {
    if (!['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].includes(workload.kind)) return;
    for (const { kind, value } of workload.pod.volumes.flatMap(({ sources }) => sources)) {
      const name = kind === 'persistentVolumeClaim' ? value.string('claimName') : undefined;
      const mode = name && singleMode(project.find('PersistentVolumeClaim', name.value, workload.object));
      if (name && mode) yield* checkClaim(name.at, mode, workload, project);
    }
  },
});

/** The one access mode of a claim, and of all others of its name, where that binds it to one node or pod. */
function singleMode(claims: readonly KubeObject[]): string | undefined {
  const modes = claims.flatMap((object) => claimsOf(object).map((claim) => claim.modes.map(({ value }) => value)));
  const [first] = modes;
  const mode = first?.[0];
  const isSingle = mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod';
  return isSingle && modes.every((list) => list.length === 1 && list[0] === mode) ? mode : undefined;
}

function* checkClaim(at: Finding['at'], mode: string, workload: Workload, project: Project): Iterable<Finding> {
  const { kind, object, replicas } = workload;
  const [autoscaler] = autoscalersOf(workload, project);
  const count = autoscaler?.most?.value ?? replicas?.value ?? 1;
  const related = replicas && !autoscaler ? [{ at: replicas.at, message: message`The number of pods is stated here.` }] : [];
  if (kind === 'DaemonSet') {
    yield { at, message: message`Every node runs a pod of this ${kind}, but a claim with ${mode} can be mounted by one only.` };
  } else if (count > 1) {
    const said =
      mode === 'ReadWriteOncePod'
        ? message`Up to ${count} pods share this claim, but ${mode} lets only one pod mount it.`
        : message`Up to ${count} pods share this claim, but ${mode} lets only one node mount it.`;
    yield { at, message: said, related };
  } else if (kind === 'Deployment' && replicas?.value !== 0 && rolls(object)) {
    // Old and new pod run side by side for a while; on one node both may mount the volume.
    yield {
      at,
      severity: mode === 'ReadWriteOncePod' ? 'warning' : 'info',
      message: message`During an update the new pod waits for this claim, which ${mode} leaves with the old one; the strategy ${'Recreate'} stops that first.`,
      fix: recreate(object),
    };
  }
}

function rolls({ value }: KubeObject): boolean {
  const strategy = value.get('spec', 'strategy');
  const type = strategy?.string('type')?.value ?? 'RollingUpdate';
  const surge = strategy?.get('rollingUpdate', 'maxSurge')?.words;
  return type === 'RollingUpdate' && surge !== '0' && surge !== '0%';
}

function recreate({ value }: KubeObject): Fix {
  const rolling = value.get('spec', 'strategy', 'rollingUpdate');
  const spec = value.get('spec') as KubeObject['value'];
  const edits = [...setField(spec, ['strategy', 'type'], 'Recreate'), ...(rolling ? [removeField(rolling)] : [])];
  return { title: message`Use the strategy ${'Recreate'}`, safe: false, edits };
}
