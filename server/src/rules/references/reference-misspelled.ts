import { replaceValue } from '../../fix/fields';
import { type Reference, referencesOf } from '../../model/graph/edges';
import type { Project } from '../../model/project';
import { knownNames } from '../../model/references';
import { slipsBetween, suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { rule } from '../rule';

/** What rules of their own look at: by the kind that names, or by the kind that is named. */
const NAMED_ELSEWHERE = ['Service', 'StorageClass', 'IngressClass', 'PriorityClass', 'RuntimeClass', 'Role', 'ClusterRole', 'User', 'Group'];
const NAMING_ELSEWHERE = [
  'Ingress',
  'HorizontalPodAutoscaler',
  'RoleBinding',
  'ClusterRoleBinding',
  'HTTPRoute',
  'GRPCRoute',
  'TCPRoute',
  'TLSRoute',
  'UDPRoute',
];

/** They stand with what names them: there, short names are compared too. */
const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Rollout'];

export default rule({
  id: 'reference-misspelled',
  summary: 'An object names another one by a name that differs by a slip from one that is defined.',
  severity: 'warning',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['monokle:LNK001'],
  scope: 'object',

  *check(object, project) {
    const isLeftOut = NAMING_ELSEWHERE.includes(object.kind.value);
    const reported = new Set<string>();
    for (const reference of referencesOf(object)) {
      const { kind, name, value } = reference;
      // Of an Ingress, only its certificates are left.
      const isOurs = isLeftOut ? object.kind.value === 'Ingress' && kind === 'Secret' : isChecked(reference);
      const near = isOurs ? misspelled(reference, project) : undefined;
      const written = value.kind === 'map' ? value.fields().find((field) => field.value.plain === name.value)?.value : value;
      if (near === undefined || !written || reported.has(`${kind}/${name.value}`)) continue;
      reported.add(`${kind}/${name.value}`);
      yield {
        at: name.at,
        message: message`No file defines the ${kind} ${name.value}; did you mean ${near}?`,
        fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] },
      };
    }
  },
});

/** Of what pods name, only the secrets of pulls and of CSI drivers are left; the rest has rules of its own. */
function isChecked({ from, kind, value }: Reference): boolean {
  const isOfPod = ['ConfigMap', 'Secret', 'ServiceAccount', 'PersistentVolumeClaim'].includes(kind) && isInPod(value.path);
  const isKeda = from.kind.value === 'ScaledObject' && value.path === 'spec.scaleTargetRef';
  return !NAMED_ELSEWHERE.includes(kind) && !isKeda && (!isOfPod || /imagePullSecrets|nodePublishSecretRef/.test(value.path));
}

function isInPod(path: string): boolean {
  return /(?:^|\.)spec\.(?:containers|initContainers|ephemeralContainers|volumes|serviceAccount|imagePullSecrets)/.test(path);
}

/** These objects may well live outside of the workspace: only a slip is certain. Numbers tell versions and sizes apart. */
function misspelled({ from, kind, name, namespace, clusterScoped, optional }: Reference, project: Project): string | undefined {
  const place = clusterScoped ? undefined : namespace;
  if (optional || project.find(kind, name.value, from, place).length > 0 || project.mayExistElsewhere(kind, name.value, from, place)) return undefined;
  const names = knownNames(kind, project, place);
  const bare = (text: string) => text.replace(/\d+/g, '');
  const [near] = suggest(
    name.value,
    names.filter((one) => bare(one) !== bare(name.value)),
  );
  // Short names that are alike are mostly two names.
  return near !== undefined && Math.min(near.length, name.value.length) >= (WORKLOADS.includes(kind) ? 3 : 5) && slipsBetween(near, name.value) <= 2
    ? near
    : undefined;
}
