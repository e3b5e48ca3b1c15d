import { replaceSource, replaceValue } from '../../fix/fields';
import type { KubernetesRange } from '../../model/kubernetes-range';
import type { KubeObject, Value } from '../../model/object';
import type { KindDefinition } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { versionsOf } from '../../schema/custom/custom-schema';
import { servedMinors } from '../../schema/lifecycle';
import { allKinds, apiVersionOf, isCoreGroup, kindsNamed } from '../../schema/pack';
import { slipsBetween, suggest } from '../../schema/suggest';
import { thirdPartyKinds } from '../../schema/third-party';
import { homesOfKind, kindsIn } from '../../schema/versions';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';
import { OF_OPENSHIFT, SHORT_NAMES } from './kind-names';

/** What clients unpack, and what is only ever sent to a path below another object. */
const NO_OBJECTS = new Set(['List', 'Status', 'DeleteOptions', 'Scale', 'Eviction', 'TokenRequest', 'APIGroup', 'APIResourceList', 'WatchEvent']);

export default rule({
  id: 'kind-unknown',
  summary: 'A kind that its API group and version never had.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['monokle:K8S004'],
  scope: 'object',

  *check(object, project) {
    const { group, version, kind, apiVersion } = object;
    const { kubernetes } = project;
    if (isTemplated(apiVersion.value) || isTemplated(kind.value) || NO_OBJECTS.has(kind.value)) return;
    if (servedMinors(group, version, kind.value) || (apiVersion.value === 'v1' && OF_OPENSHIFT.test(kind.value))) return;
    if (isCoreGroup(group))
      yield isKnownVersion(group, version) || kindsNamed(kind.value).length === 0 ? unknownKind(object, kubernetes) : wrongVersion(object, kubernetes);
    else if (meansCoreGroup(group, kind.value)) yield wrongVersion(object, kubernetes);
    else yield* customKind(object, project.definitionsOf(group, object));
  },
});

/** A kind of others' is known as far as the workspace defines it, or one of the projects whose schemas we have. */
function* customKind({ group, version, kind, apiVersion, value }: KubeObject, defined: readonly KindDefinition[]): Iterable<Finding> {
  const own = defined.filter((one) => one.kind === kind.value);
  const others = own.length > 0 ? [] : thirdPartyKinds().filter((one) => one.group === group);
  if (own.length === 0 && others.some((one) => one.kind === kind.value)) return;
  if (own.length === 0) {
    // A project has new kinds with every release: beyond a single slip it may be one of them.
    const meant = kind.value.length < 6 ? undefined : others.find((one) => slipsBetween(one.kind, kind.value) === 1)?.kind;
    const near = suggest(kind.value, new Set(defined.map((one) => one.kind)))[0] ?? meant;
    const written = value.get('kind');
    if (near === undefined || !written) return;
    const fix = { title: message`Write ${near}`, safe: false, edits: [replaceValue(written, near)] };
    yield { at: kind.at, message: message`${apiVersion.value} has no kind ${kind.value}; did you mean ${near}?`, fix };
    return;
  }
  const versions = [...new Set(own.flatMap(({ object }) => versionsOf(object.value).flatMap((one) => (one.served ? one.name : []))))];
  if (versions.length === 0 || versions.includes(version) || versions.some(isTemplated)) return;
  const related = own.slice(0, 1).map(({ object }) => ({ at: object.at, message: message`Its definition.` }));
  const fix = versions.map((name) => ({ title: message`Write ${`${group}/${name}`}`, safe: false, edits: editVersion(value, `${group}/${name}`) }));
  yield { at: apiVersion.at, message: message`The definition of ${kind.value} has no version ${version} that is served; it has ${versions}.`, related, fix };
}

function isKnownVersion(group: string, version: string): boolean {
  return kindsIn(group, version).length > 0;
}

/** Groups of others are none of our business; one that is a slip away from a group with this kind is a slip. */
function meansCoreGroup(group: string, kind: string): boolean {
  const homes = kindsNamed(kind);
  if (homes.length === 0) return false;
  return !group.includes('.') || homes.some((facts) => facts.group.includes('.') && slipsBetween(group, facts.group) <= 2);
}

/** The apiVersion exists, the kind is not in it: it lives elsewhere, or is misspelt. */
function unknownKind(object: KubeObject, range: KubernetesRange): Finding {
  const { kind, apiVersion, value, group, version } = object;
  if (kindsNamed(kind.value).length > 0) return wrongVersion(object, range);
  const near = SHORT_NAMES[kind.value.toLowerCase()] ?? suggest(kind.value, new Set([...kindsIn(group, version), ...allKinds()].map((facts) => facts.kind)))[0];
  if (near === undefined) return { at: kind.at, message: message`${apiVersion.value} has no kind ${kind.value}.` };
  const written = value.get('kind');
  const home = homesOfKind(near, range).find((facts) => apiVersionOf(facts) === apiVersion.value) ?? homesOfKind(near, range)[0];
  const meant = home ? apiVersionOf(home) : apiVersion.value;
  const edits = [...(written ? [replaceValue(written, near)] : []), ...(meant === apiVersion.value ? [] : editVersion(object.value, meant))];
  return {
    at: kind.at,
    message: message`${apiVersion.value} has no kind ${kind.value}; did you mean ${near}?`,
    fix: { title: message`Write ${near}`, safe: false, edits },
  };
}

/** The kind exists, but not under this apiVersion. */
function wrongVersion(object: KubeObject, range: KubernetesRange): Finding {
  const { kind, apiVersion } = object;
  const homes = homesOfKind(kind.value, range).map(apiVersionOf);
  const [home] = homes;
  const fix = homes.map((one) => ({ title: message`Write ${one}`, safe: false, edits: editVersion(object.value, one) }));
  if (home === undefined || homes.length > 1)
    return { at: apiVersion.at, message: message`${kind.value} is not in ${apiVersion.value}; it is in ${homes}.`, fix };
  return { at: apiVersion.at, message: message`${kind.value} is not in ${apiVersion.value}; it is in ${home}.`, fix };
}

function editVersion(object: Value, apiVersion: string) {
  const written = object.get('apiVersion');
  return written ? [replaceSource(written, apiVersion)] : [];
}
