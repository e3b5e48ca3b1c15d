import { replaceValue } from '../../fix/fields';
import { definesBeside } from '../../model/neighbours';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { namesakes } from '../references/namesakes';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'claim-missing',
  summary: 'A pod mounts a claim that no file defines.',
  severity: 'warning',
  stage: 'schedule',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['monokle:LNK001'],
  scope: 'pod',

  *check({ volumes, owner }, project) {
    for (const { kind, value } of volumes.flatMap(({ sources }) => sources)) {
      const name = kind === 'persistentVolumeClaim' ? value.string('claimName') : undefined;
      const written = value.get('claimName');
      if (!name || !written || name.value === '' || isTemplated(name.value)) continue;
      if (project.find('PersistentVolumeClaim', name.value, owner).length > 0 || isMadeByStatefulSet(name.value, project)) continue;
      const names = project
        .objects('PersistentVolumeClaim', '')
        .filter(({ namespace }) => !namespace || !owner.namespace || namespace.value === owner.namespace.value)
        .flatMap((claim) => claim.name?.value ?? []);
      const [near] = suggest(name.value, names);
      const isElsewhere = !definesBeside('PersistentVolumeClaim', owner, project);
      if (project.mayExistElsewhere('PersistentVolumeClaim', name.value, owner) || (near === undefined && isElsewhere)) continue;
      const fix: Fix | undefined = near === undefined ? undefined : { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] };
      yield {
        at: name.at,
        message:
          near === undefined ? message`No file defines the claim ${name.value}.` : message`No file defines the claim ${name.value}; did you mean ${near}?`,
        ...namesakes('PersistentVolumeClaim', name.value, owner.namespace?.value, project),
        ...(fix && { fix }),
      };
    }
  },
});

/** Claims of a StatefulSet are named after template, set and number: `data-database-0`. */
function isMadeByStatefulSet(name: string, project: Project): boolean {
  const match = /^(.+)-\d+$/.exec(name);
  if (!match) return false;
  return project
    .objects('StatefulSet', 'apps')
    .some(({ name: set, value }) =>
      value.items('spec', 'volumeClaimTemplates').some((template) => `${template.string('metadata', 'name')?.value}-${set?.value}` === match[1]),
    );
}
