import { replaceValue } from '../../fix/fields';
import type { KubeObject } from '../../model/object';
import type { Project } from '../../model/project';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

/** The classes that the system brings along; every other name of that beginning is refused (pkg/apis/scheduling/validation). */
const OF_THE_SYSTEM = ['system-cluster-critical', 'system-node-critical'];
/** HighestUserDefinablePriority. */
const HIGHEST = 1_000_000_000;

export default rule({
  id: 'priority-class-invalid',
  summary: 'A PriorityClass claims what belongs to the system or to another class.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['PriorityClass'],

  *check(object, project) {
    const { name, group, value } = object;
    if (group !== 'scheduling.k8s.io' || (name && OF_THE_SYSTEM.includes(name.value))) return;
    if (name?.value.startsWith('system-'))
      yield { at: name.at, message: message`Names that begin with ${'system-'} are for the classes of the system: ${OF_THE_SYSTEM}.` };
    const priority = value.get('value');
    if (priority && typeof priority.plain === 'number' && priority.plain > HIGHEST)
      yield {
        at: priority.at,
        message: message`The priority is ${priority.plain}, but what is above ${HIGHEST} is kept for the system.`,
        fix: { title: message`Use ${HIGHEST}`, safe: false, edits: [replaceValue(priority, HIGHEST)] },
      };
    yield* checkDefault(object, project);
  },
});

/** The plugin that admits PriorityClasses takes one default only (plugin/pkg/admission/priority). */
function* checkDefault(object: KubeObject, project: Project): Iterable<Finding> {
  const written = object.value.get('globalDefault');
  if (written?.plain !== true) return;
  const isDefault = (other: KubeObject) => other.value.boolean('globalDefault')?.value === true && other.name?.value !== object.name?.value;
  const others = project.objects('PriorityClass', 'scheduling.k8s.io').filter((other) => isDefault(other) && project.areDeployedTogether(object, other));
  const [other] = others;
  if (!other?.name) return;
  // The first of them stays.
  const isFirst = other.file === object.file && other.name.at.start > object.kind.at.start;
  if (isFirst) return;
  yield {
    at: written.at,
    message: message`${other.name.value} is the default already, and a cluster has one.`,
    related: [{ at: other.name.at, message: message`This class is the default.` }],
    fix: { title: message`Do not make it the default`, safe: false, edits: [replaceValue(written, false)] },
  };
}
