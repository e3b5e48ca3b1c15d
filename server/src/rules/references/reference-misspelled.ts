import { type Reference, referencesOf } from '../../model/graph/edges';
import type { Project } from '../../model/project';
import { knownNames } from '../../model/references';
import { slipsBetween, suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { rule } from '../rule';
import { CLASSES } from './classes';
import { namesakes } from './namesakes';
import { writeName } from './write-name';

/** What rules of their own look at: by the kind that is named, or by the place of the name. */
const KINDS = [...CLASSES, 'Service', 'User', 'Group'];
const PLACES =
  /^(?:serviceAccount(?:Name)?|volumes\[\]\.(?:(?:projected\.sources\[\]\.)?(?:configMap|secret)|persistentVolumeClaim)|(?:c|initC|ephemeralC)ontainers\[\].*|roleRef|subjects\[\]|spec\.parentRefs\[\])$/;

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
    const reported = new Set<string>();
    for (const reference of referencesOf(object)) {
      const { kind, name, namespace } = reference;
      const near = isToldElsewhere(reference) ? undefined : misspelled(reference, project);
      if (near === undefined || reported.has(`${kind}/${name.value}`)) continue;
      reported.add(`${kind}/${name.value}`);
      yield {
        at: name.at,
        message: message`No file defines the ${kind} ${name.value}; did you mean ${near}?`,
        ...namesakes(kind, name.value, namespace, project),
        fix: { title: message`Use ${near}`, safe: false, edits: [writeName(reference, near)] },
      };
    }
  },
});

function isToldElsewhere({ from, way, kind }: Reference): boolean {
  return KINDS.includes(kind) || PLACES.test(way) || (way === 'spec.scaleTargetRef' && from.kind.value !== 'ScaledJob');
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
