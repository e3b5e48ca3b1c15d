import { removeField } from '../../fix/fields';
import type { Container, ContainerPort } from '../../model/container';
import { describe, type Value } from '../../model/object';
import type { Pod } from '../../model/pod';
import type { Project } from '../../model/project';
import { message } from '../../text/message';
import { folderOf } from '../../text/path';
import type { Located } from '../../text/span';
import { type Finding, rule } from '../rule';

const KINDS = new Set(['Pod', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController']);

interface Taken {
  readonly container: Container;
  readonly port: Located<number>;
  /** The port that the container asks its node for; undefined where it is in the network of the node. */
  readonly written: Value | undefined;
  readonly protocol: string;
  readonly hostIP: string;
}

export default rule({
  id: 'host-port-collision',
  summary: 'Two containers want the same port of the node.',
  severity: 'warning',
  stage: 'schedule',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check(pod, project) {
    const own = takenPorts(pod);
    for (const [index, taken] of own.entries()) {
      const twin = own.slice(0, index).find((other) => isSame(taken, other));
      if (twin) {
        yield {
          at: taken.port.at,
          severity: 'error',
          message: message`Port ${taken.port.value} of the node is taken twice in this pod.`,
          related: [{ at: twin.port.at, message: message`It is taken here already.` }],
          ...removal(taken),
        };
        continue;
      }
      for (const other of neighbours(pod, taken.port.value, project)) {
        const rival = takenPorts(other).find((one) => collides(taken, one));
        if (!rival || !areTogether(taken, rival, project)) continue;
        yield {
          at: taken.port.at,
          message: message`Port ${taken.port.value} of the node is also taken by ${describe(other.owner)}, so the two cannot share a node.`,
          related: [{ at: rival.port.at, message: message`It is taken here too.` }],
          ...removal(taken),
        };
        break;
      }
    }
  },
});

/** Without the port of the node, nobody is in its way: that it is taken at all needs no second word. */
function removal({ written }: Taken): Pick<Finding, 'covers' | 'fix'> {
  return written ? { covers: ['host-port-used'], fix: { title: message`Remove the host port`, safe: false, edits: [removeField(written)] } } : {};
}

/** In the network of the node, every declared port is one of the node. Init containers are gone when the others run. */
function takenPorts(pod: Pod): Taken[] {
  return pod.containers.flatMap((container) =>
    container.ports.flatMap((port): Taken[] => {
      const number = nodePortOf(port, pod);
      return number && number.value > 0 ? [{ container, port: number, written: port.value.get('hostPort'), protocol: port.protocol, hostIP: port.hostIP }] : [];
    }),
  );
}

function nodePortOf({ hostPort, number }: ContainerPort, { hostNetwork }: Pod): Located<number> | undefined {
  return hostPort ?? (hostNetwork ? number : undefined);
}

/** Within a pod the server compares what is written; two addresses are two ports. */
function isSame(left: Taken, right: Taken): boolean {
  return left.port.value === right.port.value && left.protocol === right.protocol && left.hostIP === right.hostIP;
}

/** The scheduler takes no address for all addresses (pkg/scheduler/framework/types.go, HostPortInfo). */
function collides(left: Taken, right: Taken): boolean {
  const all = (ip: string) => ip === '' || ip === '0.0.0.0';
  return left.port.value === right.port.value && left.protocol === right.protocol && (all(left.hostIP) || all(right.hostIP) || left.hostIP === right.hostIP);
}

/** Pods of other workloads that take the port and may come to the same node. */
function neighbours(pod: Pod, port: number, project: Project): Pod[] {
  const { owner } = pod;
  return project.workloadsOnNodePort(port).flatMap(({ object, pod: other, kind }) => {
    // The same kind and name is the same object in another version, or for another cluster.
    if (object === owner || !KINDS.has(kind) || (kind === owner.kind.value && object.name?.value === owner.name?.value)) return [];
    return keptApart(pod, other) ? [] : [other];
  });
}

/**
 * Whether two workloads are deployed to one cluster: they stand in one file or one kustomization. Those in one folder
 * are too, unless they run the same program, which then are rather two ways to deploy it.
 */
function areTogether(left: Taken, right: Taken, project: Project): boolean {
  const [one, other] = [left.container.pod.owner, right.container.pod.owner];
  if (project.areDeployedTogether(one, other)) return true;
  return folderOf(one.file) === folderOf(other.file) && left.container.reference?.name !== right.container.reference?.name;
}

function keptApart(left: Pod, right: Pod): boolean {
  if (left.value.get('affinity') || right.value.get('affinity')) return true;
  return left.value.fields('nodeSelector').some(({ name, value }) => {
    const other = right.value.get('nodeSelector', name)?.words;
    return other !== undefined && other !== value.words;
  });
}
