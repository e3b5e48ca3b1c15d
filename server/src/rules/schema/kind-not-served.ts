import { setField } from '../../fix/fields';
import type { KubernetesRange } from '../../model/kubernetes-range';
import { parseRange, showRange } from '../../model/kubernetes-range';
import type { KubeObject, Value } from '../../model/object';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { servedMinors } from '../../schema/lifecycle';
import { apiVersionOf, type KindFacts } from '../../schema/pack';
import { isServed } from '../../schema/versions';
import { type Message, message } from '../../text/message';
import { folderOf, isBelow } from '../../text/path';
import { type Fix, rule } from '../rule';
import { type Raise, raiseObject, raiseTo } from './raise-object';

export default rule({
  id: 'kind-not-served',
  summary: 'Some or all of the targeted versions do not serve this apiVersion.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: [
    'kube-linter:no-extensions-v1beta',
    'kube-score:stable-version',
    'monokle:K8S003',
    'trivy:KSV-0107',
    'popeye:403',
    'pluto:removed',
    'datree:K8S_DEPRECATED_APIVERSION_1.16',
    'datree:K8S_DEPRECATED_APIVERSION_1.17',
  ],
  scope: 'object',

  *check(object, project) {
    const { kubernetes } = project;
    const { group, version, kind, apiVersion } = object;
    if (isTemplated(apiVersion.value)) return;
    const served = servedMinors(group, version, kind.value);
    if (!served || isServed(served, kubernetes)) return;
    const raise = raiseObject(object, kubernetes);
    const what = message`${kind.value} of ${apiVersion.value}`;
    const { split } = raise;
    const stated = split && rangeStatedFor(object, project);
    const fix = split ? cut(object, split[1], stated, kubernetes) : raise.fix;
    yield {
      at: apiVersion.at,
      message: message`${what} ${when(served, kubernetes)}; ${instead(raise, kubernetes)}.`,
      ...(stated && { related: [{ at: stated.at, message: message`The range is stated here.` }] }),
      ...(fix && { fix }),
      ...(served.last < kubernetes.to && { tag: 'deprecated' }),
    };
  },
});

function when({ since, last }: { readonly since: number; readonly last: number }, { from, to }: KubernetesRange): Message {
  if (since > to) return message`exists from 1.${since} on and the range ends at 1.${to}`;
  if (last < from) return message`was removed in 1.${last + 1}`;
  if (since > from) return message`exists from 1.${since} on and the range starts at 1.${from}`;
  return message`was removed in 1.${last + 1} and the range ends at 1.${to}`;
}

function instead({ target, everywhere, split }: Raise, range: KubernetesRange): Message {
  if (!target && !split) return message`nothing takes its place`;
  if (target && everywhere) return message`write ${message`${target.kind} of ${apiVersionOf(target)}`}`;
  if (!split) return message`no version of it is served by all of ${showRange(range)}`;
  const [oldest, newest] = split;
  const ends = message`${apiVersionOf(oldest)} ends with 1.${oldest.last} and ${apiVersionOf(newest)} begins with 1.${newest.since}`;
  return message`no version of it is served by all of ${showRange(range)}, since ${ends}`;
}

/** Where a file of settings states the range for an object. */
function rangeStatedFor({ at: { file } }: KubeObject, project: Project): Value | undefined {
  const inFolder = project.documentsOf('settings').filter((one) => isBelow(folderOf(one.file), file));
  const nearest = inFolder.toSorted((a, b) => b.file.length - a.file.length)[0]?.root?.get('kubernetes');
  const stated = parseRange(nearest?.words ?? '');
  const { from, to } = project.kubernetes;
  return typeof stated === 'object' && stated.from === from && stated.to === to ? nearest : undefined;
}

/**
 * One manifest cannot do for all: it is made right for the newer minors, and the range, where a file states it, is cut to
 * them. Who keeps the older clusters writes a second manifest instead.
 */
function cut(object: KubeObject, newest: KindFacts, stated: Value | undefined, { to }: KubernetesRange): Fix | undefined {
  const range = { from: newest.since, to };
  const isThere = apiVersionOf(newest) === object.apiVersion.value;
  const raised = isThere || newest.kind !== object.kind.value ? undefined : raiseTo(object, newest, range);
  const settings = stated?.parent ? setField(stated.parent, ['kubernetes'], showRange(range)) : [];
  const edits = [...(raised?.edits ?? []), ...settings];
  if (isThere) return stated && { title: message`Start the range at 1.${newest.since}`, safe: false, edits };
  if (!raised) return undefined;
  const apiVersion = apiVersionOf(newest);
  if (!stated) return { title: message`Change the apiVersion to ${apiVersion}, for 1.${newest.since} and newer`, safe: false, edits };
  return { title: message`Change the apiVersion to ${apiVersion} and start the range at 1.${newest.since}`, safe: false, edits };
}
