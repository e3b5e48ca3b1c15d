import { replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { nameFault } from '../../schema/names';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

// kubernetes/pkg/apis/admissionregistration/validation/validation.go and apiserver/pkg/util/webhook/validation.go.

const KINDS = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'];
const REVIEWS = ['v1', 'v1beta1'];
/** Lists of a rule in which `*` stands for all, so that nothing may stand beside it. */
const WITH_STAR = ['operations', 'apiGroups', 'apiVersions'];
const NEEDED = ['operations', 'apiGroups', 'apiVersions', 'resources'];

export default rule({
  id: 'webhook-invalid',
  summary: 'An admission webhook is described in a way that the server refuses.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: KINDS,

  *check({ group, value }) {
    if (group !== 'admissionregistration.k8s.io') return;
    const seen = new Set<string>();
    for (const webhook of value.items('webhooks')) {
      yield* checkName(webhook, seen);
      const reviews = webhook.strings('admissionReviewVersions');
      const list = webhook.get('admissionReviewVersions');
      if (list?.kind === 'list' && !reviews.some(({ value: version }) => REVIEWS.includes(version) || isTemplated(version)))
        yield { at: list.keyAt, message: message`The API server sends reviews of the versions ${REVIEWS}, and one of them must stand here.` };
      yield* checkClient(webhook.get('clientConfig'));
      for (const one of webhook.items('rules')) yield* checkRule(one);
    }
  },
});

function* checkName(webhook: Value, seen: Set<string>): Iterable<Finding> {
  const name = webhook.string('name');
  if (!name || isTemplated(name.value)) return;
  const fault = nameFault(name.value, 'subdomain');
  if (fault) yield { at: name.at, message: message`The name ${name.value} ${fault}.` };
  else if (name.value.split('.').length < 3)
    yield {
      at: name.at,
      message: message`The name ${name.value} must be a domain of three parts or more, such as ${`${name.value.split('.')[0]}.example.com`}.`,
    };
  else if (seen.has(name.value)) yield { at: name.at, message: message`Another webhook above has the name ${name.value}.` };
  seen.add(name.value);
}

function* checkClient(client: Value | undefined): Iterable<Finding> {
  if (client?.kind !== 'map') return;
  const url = client.get('url');
  const service = client.given('service');
  const text = client.string('url')?.value;
  if (url?.kind !== 'null' && url && service) yield { at: url.keyAt, message: message`A webhook is called by its ${'url'} or by its ${'service'}, not both.` };
  if ((!url || url.kind === 'null') && !service)
    yield { at: client.keyAt, message: message`It is not said where the webhook is: ${'url'} or ${'service'} is needed.` };
  const path = client.string('service', 'path');
  if (path && !path.value.startsWith('/') && path.value !== '' && !isTemplated(path.value))
    yield { at: path.at, message: message`The path ${path.value} must begin with a slash.` };
  if (!url || text === undefined || isTemplated(text)) return;
  if (text.startsWith('http://'))
    yield {
      at: url.at,
      message: message`The API server calls webhooks by ${'https'} alone.`,
      fix: { title: message`Use ${'https'}`, safe: false, edits: [replaceValue(url, text.replace('http://', 'https://'))] },
    };
  else if (!/^https:\/\/[^/?#@]+(?:\/[^?#]*)?$/.test(text))
    yield { at: url.at, message: message`The URL must begin with ${'https://'} and a host, without user, query and fragment.` };
}

function* checkRule(one: Value): Iterable<Finding> {
  for (const list of NEEDED) {
    const written = one.get(list);
    const items = one.strings(list);
    if (!written || written.kind === 'null' || (written.kind === 'list' && written.items().length === 0))
      yield { at: written?.keyAt ?? one.headAt, message: message`A rule must have ${list}.` };
    const star = items.find(({ value }) => value === '*');
    if (star && items.length > 1 && WITH_STAR.includes(list))
      yield { at: star.at, message: message`The star stands for all ${list}, so that nothing may stand beside it.` };
  }
}
