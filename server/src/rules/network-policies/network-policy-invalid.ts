import { removeField, replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { isStrictlyWithin, parseRange } from '../../schema/addresses';
import { nameFault } from '../../schema/names';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'network-policy-invalid',
  summary: 'A peer or a port of a NetworkPolicy contradicts itself.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['NetworkPolicy'],

  *check({ group, value }) {
    if (group !== 'networking.k8s.io') return;
    const rules = [...value.items('spec', 'ingress'), ...value.items('spec', 'egress')];
    for (const rule of rules) {
      for (const peer of [...rule.items('from'), ...rule.items('to')]) yield* checkPeer(peer);
      for (const port of rule.items('ports')) yield* checkPort(port);
    }
  },
});

// kubernetes/pkg/apis/networking/validation/validation.go, ValidateNetworkPolicyPeer, ValidateNetworkPolicyPort.
function* checkPeer(peer: Value): Iterable<Finding> {
  const block = peer.given('ipBlock');
  const selectors = [peer.given('podSelector'), peer.given('namespaceSelector')].flatMap((one) => one ?? []);
  if (!block && selectors.length === 0) {
    // A bare dash or `{}`: a whole rule without peers means everybody, a peer without content nobody.
    if (peer.kind === 'null' || (peer.kind === 'map' && peer.fields().every(({ value }) => value.kind === 'null'))) {
      yield { at: peer.at, message: message`This peer names nobody; leave ${'from'} or ${'to'} out to mean everybody.` };
    }
    return;
  }
  const [first] = selectors;
  if (block && first) {
    yield {
      at: block.keyAt,
      message: message`A range of addresses and selectors cannot be one peer; make an item of each.`,
      related: [{ at: first.keyAt, message: message`The selector stands here.` }],
    };
  }
  const outer = rangeOf(block?.get('cidr'));
  for (const item of block?.items('except') ?? []) {
    const inner = rangeOf(item);
    if (!inner || !outer || isStrictlyWithin(inner, outer)) continue;
    yield {
      at: item.at,
      message: message`${item.words ?? ''} is not a smaller part of ${block?.string('cidr')?.value ?? ''}, so it cannot be excepted from it.`,
    };
  }
}

function rangeOf(value: Value | undefined) {
  const text = value?.string()?.value;
  return text === undefined || isTemplated(text) ? undefined : parseRange(text);
}

function* checkPort(item: Value): Iterable<Finding> {
  const port = item.given('port');
  const end = item.given('endPort');
  const name = port?.string();
  const first = port?.number()?.value;
  const last = end?.number()?.value;
  if (end && !port) yield { at: end.keyAt, message: message`${'endPort'} needs a ${'port'} that the range begins with.` };
  if (end && name && !isTemplated(name.value)) {
    const fix: Fix = { title: message`Remove ${'endPort'}`, safe: false, edits: [removeField(end)] };
    yield { at: end.keyAt, message: message`A range of ports begins with a number, not with the name ${name.value}.`, fix };
  }
  if (end && first !== undefined && last !== undefined && last < first)
    yield { at: end.at, message: message`The range of ports ends with ${last}, before it begins with ${first}.` };
  if (!port || !name || isTemplated(name.value)) return;
  const fault = nameFault(name.value, 'port');
  if (!fault) return;
  const fix: Fix | undefined = /^\d+$/.test(name.value)
    ? { title: message`Write the number without quotes`, safe: true, edits: [replaceValue(port, Number(name.value))] }
    : undefined;
  yield { at: name.at, message: message`The port name ${name.value} ${fault}.`, ...(fix && { fix }) };
}
