import { replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import type { Project } from '../../model/project';
import { objectNameFault } from '../../schema/object-names';
import { isCoreGroup } from '../../schema/pack';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'object-name-invalid',
  summary: 'An object has a name that its kind does not allow.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',

  *check(object, project) {
    const { name, kind, group, value } = object;
    if (!name || !(isCoreGroup(group) || isDefined(group, project))) return;
    const found = objectNameFault(name.value, { group, kind: kind.value }, project.kubernetes);
    if (!found) return;
    const { fault, until, repaired } = found;
    yield {
      at: name.at,
      message:
        until === undefined
          ? message`The ${kind.value} name ${name.value} ${fault}.`
          : message`Up to Kubernetes 1.${until}, the ${kind.value} name ${name.value} ${fault}.`,
      ...(repaired !== undefined && {
        fix: { title: message`Use ${repaired}`, safe: false, edits: [replaceValue(value.get('metadata', 'name') as Value, repaired)] },
      }),
    };
  },
});

/** A group without a definition may belong to files that never reach a cluster. */
function isDefined(group: string, project: Project): boolean {
  return project.objects('CustomResourceDefinition').some(({ value }) => value.string('spec', 'group')?.value === group);
}
