import { replaceValue } from '../../fix/fields';
import type { KubeObject, Value } from '../../model/object';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { objectNameFault } from '../../schema/object-names';
import { isCoreGroup } from '../../schema/pack';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { type Finding, rule } from '../rule';

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
    if (!name) yield* checkPrefix(object);
    if (!name || !(isCoreGroup(group) || isDefined(group, project))) return;
    if (kind.value === 'APIService') yield* checkApiService(value, name);
    const found = objectNameFault(name.value, { group, kind: kind.value }, project.kubernetes, roomOf(object));
    if (!found) {
      if (name.value.includes('.') && isCoreGroup(group) && HOSTS.has(kind.value) && value.get('spec')?.kind === 'map')
        yield {
          at: name.at,
          // Those of an indexed Job must be DNS labels.
          ...(roomOf(object) === undefined && { severity: 'hint' }),
          message: message`The ${kind.value} name ${name.value} becomes the host name of pods, where dots do not belong.`,
        };
      return;
    }
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

/** kube-aggregator/pkg/apis/apiregistration/validation, ValidateAPIService. */
function* checkApiService(service: Value, name: Located<string>): Iterable<Finding> {
  const version = service.string('spec', 'version')?.value;
  const group = service.given('spec', 'group') ? service.string('spec', 'group')?.value : '';
  if (version === undefined || group === undefined || isTemplated(version) || isTemplated(group) || name.value === `${version}.${group}`) return;
  const needed = `${version}.${group}`;
  const written = service.get('metadata', 'name');
  const fix = written && { title: message`Use ${needed}`, safe: false, edits: [replaceValue(written, needed)] };
  yield { at: name.at, message: message`An ${'APIService'} must be named after its version and group, ${needed}.`, ...(fix && { fix }) };
}

/** The server adds five characters, so that a name may end with a hyphen before them (apimachinery/pkg/api/validation, maskTrailingDash). */
function* checkPrefix({ kind, group, value }: KubeObject): Iterable<Finding> {
  const prefix = value.string('metadata', 'generateName');
  if (!prefix || prefix.value === '' || !isCoreGroup(group) || isTemplated(prefix.value)) return;
  const found = objectNameFault(prefix.value.replace(/(.)-$/, '$1a'), { group, kind: kind.value }, { from: 0, to: Number.MAX_SAFE_INTEGER });
  if (found) yield { at: prefix.at, message: message`The prefix ${prefix.value} of ${kind.value} names ${found.fault}.` };
}

/** Kinds whose names become names of pods, and so of hosts; the server warns of dots in them. */
const HOSTS = new Set(['Pod', 'Deployment', 'ReplicaSet', 'Job', 'CronJob']);

/** The pods of an indexed Job have its name, a hyphen and their index, and that must be a DNS label (pkg/apis/batch/validation, validateJob). */
function roomOf({ kind, value }: KubeObject): number | undefined {
  const completions = value.number('spec', 'completions')?.value;
  if (kind.value !== 'Job' || value.string('spec', 'completionMode')?.value !== 'Indexed' || completions === undefined || completions < 1) return undefined;
  return 63 - 1 - String(completions - 1).length;
}

/** A group without a definition may belong to files that never reach a cluster. */
function isDefined(group: string, project: Project): boolean {
  return project.objects('CustomResourceDefinition').some(({ value }) => value.string('spec', 'group')?.value === group);
}
