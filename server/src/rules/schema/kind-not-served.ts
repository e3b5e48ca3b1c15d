import type { KubernetesRange } from '../../model/kubernetes-range';
import { showRange } from '../../model/kubernetes-range';
import { isTemplated } from '../../model/templated';
import { servedMinors } from '../../schema/lifecycle';
import { apiVersionOf } from '../../schema/pack';
import { isServed } from '../../schema/versions';
import { type Message, message } from '../../text/message';
import { rule } from '../rule';
import { type Raise, raiseObject } from './raise-object';

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

  *check(object, { kubernetes }) {
    const { group, version, kind, apiVersion } = object;
    if (isTemplated(apiVersion.value)) return;
    const served = servedMinors(group, version, kind.value);
    if (!served || isServed(served, kubernetes)) return;
    const raise = raiseObject(object, kubernetes);
    const what = message`${kind.value} of ${apiVersion.value}`;
    const { fix } = raise;
    yield {
      at: apiVersion.at,
      message: message`${what} ${when(served, kubernetes)}; ${instead(raise, kubernetes)}.`,
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

function instead({ target, everywhere }: Raise, range: KubernetesRange): Message {
  if (!target) return message`nothing takes its place`;
  const next = message`${target.kind} of ${apiVersionOf(target)}`;
  if (everywhere) return message`write ${next}`;
  if (target.since <= range.to && target.last >= range.to)
    return message`no version of it is served by all of ${showRange(range)}, and the newest is ${apiVersionOf(target)}, from 1.${target.since} on`;
  return message`no version of it is served by all of ${showRange(range)}`;
}
