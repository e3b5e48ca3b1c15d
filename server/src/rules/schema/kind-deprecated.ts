import { isTemplated } from '../../model/templated';
import { type Lifecycle, lifecycleOf, servedMinors } from '../../schema/lifecycle';
import { apiVersionOf } from '../../schema/pack';
import { isServed } from '../../schema/versions';
import { type Message, message } from '../../text/message';
import { rule } from '../rule';
import { type Raise, raiseObject } from './raise-object';

export default rule({
  id: 'kind-deprecated',
  summary: 'An apiVersion that is served and will not stay.',
  severity: 'hint',
  stage: 'apply',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['monokle:K8S002', 'pluto:deprecated'],
  scope: 'object',

  *check(object, { kubernetes }) {
    const { group, version, kind, apiVersion } = object;
    const life = lifecycleOf(group, version, kind.value);
    const served = servedMinors(group, version, kind.value);
    // What a minor of the range does not serve at all is another rule's.
    if (!life?.deprecated || life.deprecated > kubernetes.to || !served || !isServed(served, kubernetes) || isTemplated(apiVersion.value)) return;
    const raise = raiseObject(object, kubernetes);
    const { fix } = raise;
    yield { at: apiVersion.at, message: explain(message`${kind.value} of ${apiVersion.value}`, life, raise), ...(fix && { fix }), tag: 'deprecated' };
  },
});

function explain(what: Message, { deprecated = 0, removed }: Lifecycle, raise: Raise): Message {
  const way = instead(raise);
  if (removed === undefined) return message`${what} is deprecated since 1.${deprecated}; ${way}.`;
  return message`${what} is deprecated since 1.${deprecated} and goes with 1.${removed}; ${way}.`;
}

function instead({ target, everywhere }: Raise): Message {
  if (!target) return message`nothing takes its place`;
  const next = message`${target.kind} of ${apiVersionOf(target)}`;
  return everywhere ? message`write ${next}` : message`${next} takes its place from 1.${target.since} on`;
}
