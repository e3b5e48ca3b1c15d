import { insertItem } from '../../fix/fields';
import { isSameObject } from '../../model/neighbours';
import type { KubeObject, Value } from '../../model/object';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'network-policy-dns-blocked',
  summary: 'A NetworkPolicy forbids its pods to resolve names.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['NetworkPolicy'],

  *check(object, project) {
    if (!isPolicy(object) || !rulesEgress(object) || object.namespace?.value === 'kube-system') return;
    const egress = object.value.get('spec', 'egress');
    const rules = object.value.items('spec', 'egress');
    // Who allows nothing at all means it, and what one policy allows counts for all that select the pod.
    if (!egress || rules.length === 0 || rules.some(mayAllowDns) || isAllowedElsewhere(object, project)) return;
    yield rules.map(nearMiss).find((finding) => finding !== undefined) ?? {
      at: egress.keyAt,
      message: message`None of these rules allows port 53, so that the pods cannot resolve any name.`,
      fix: allowDns(egress),
    };
  },
});

function isPolicy({ kind, group }: KubeObject): boolean {
  return kind.value === 'NetworkPolicy' && group === 'networking.k8s.io';
}

function rulesEgress({ value }: KubeObject): boolean {
  const types = value.strings('spec', 'policyTypes').map((type) => type.value);
  return types.length === 0 ? value.items('spec', 'egress').length > 0 : types.includes('Egress');
}

/** True where a rule may let UDP to port 53 of the cluster's DNS pass. */
function mayAllowDns(rule: Value): boolean {
  return allowsPort(rule, 'UDP') && reachesOutside(rule);
}

function allowsPort(rule: Value, protocol: string): boolean {
  const ports = rule.items('ports');
  return ports.length === 0 || ports.some((port) => (port.string('protocol')?.value ?? 'TCP') === protocol && isDnsPort(port));
}

function isDnsPort(port: Value): boolean {
  const written = port.given('port');
  const first = written?.number()?.value;
  // A name such as `dns` is looked up in the DNS pods.
  if (!written || first === undefined) return true;
  return first <= 53 && (port.number('endPort')?.value ?? first) >= 53;
}

/** Peers by pod labels alone are pods of the policy's own namespace, where no DNS runs. */
function reachesOutside(rule: Value): boolean {
  const peers = rule.items('to');
  return peers.length === 0 || peers.some((peer) => peer.given('namespaceSelector') || peer.given('ipBlock') || isTemplated(peer.words ?? ''));
}

/** A rule that means DNS and misses it. */
function nearMiss(rule: Value): Finding | undefined {
  const named = rule.items('ports').find((port) => port.number('port')?.value === 53);
  if (!named) return undefined;
  const port = named.get('port') as Value;
  if (!allowsPort(rule, 'UDP')) {
    const list = rule.get('ports') as Value;
    const fix: Fix = { title: message`Allow UDP too`, safe: false, edits: [insertItem(list, { port: 53, protocol: 'UDP' })] };
    return { at: port.at, message: message`Names are resolved over UDP, but this is port 53 of TCP.`, fix };
  }
  const to = rule.get('to') as Value;
  return { at: to.keyAt, message: message`Without a namespaceSelector these are pods of the policy's own namespace, but DNS runs in ${'kube-system'}.` };
}

function allowDns(egress: Value): Fix {
  const rule = {
    to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  };
  return { title: message`Allow DNS in ${'kube-system'}`, safe: false, edits: [insertItem(egress, rule)] };
}

function isAllowedElsewhere(policy: KubeObject, project: Project): boolean {
  if (project.objects('CiliumNetworkPolicy').length > 0 || project.objects('GlobalNetworkPolicy').length > 0) return true;
  return project.objects('NetworkPolicy', 'networking.k8s.io').some((other) => {
    const isHere = !other.namespace || !policy.namespace || other.namespace.value === policy.namespace.value;
    return !isSameObject(other, policy) && isHere && rulesEgress(other) && other.value.items('spec', 'egress').some(mayAllowDns);
  });
}
