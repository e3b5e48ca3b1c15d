import { replaceValue } from '../../fix/fields';
import type { KubeObject, Value } from '../../model/object';
import type { Pod } from '../../model/pod';
import type { Project } from '../../model/project';
import { isEmpty, readSelector } from '../../model/selector';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'network-policy-port-unknown',
  summary: 'A NetworkPolicy names a port that no selected pod has.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['NetworkPolicy'],

  *check(object, project) {
    const { group, value } = object;
    if (group !== 'networking.k8s.io') return;
    const own = podsOf([value.get('spec', 'podSelector')], object, project);
    for (const incoming of value.items('spec', 'ingress')) for (const port of incoming.items('ports')) yield* checkPort(port, own, project);
    for (const outgoing of value.items('spec', 'egress')) {
      const peers = outgoing.items('to');
      // A name is looked up in the pods that are called; of those of other namespaces and of addresses nothing is known.
      if (peers.some((peer) => peer.given('namespaceSelector') ?? peer.given('ipBlock'))) continue;
      const called = podsOf(
        peers.map((peer) => peer.get('podSelector')),
        object,
        project,
      );
      for (const port of outgoing.items('ports')) yield* checkPort(port, called, project);
    }
  },
});

/** The pods that selectors pick; none where one picks what is not certain, or all there are. */
function podsOf(selectors: readonly (Value | undefined)[], object: KubeObject, project: Project): readonly Pod[] {
  const read = selectors.map((one) => readSelector(one));
  if (!read.every((one) => one?.certain && !isEmpty(one))) return [];
  return read.flatMap((one) => (one ? project.selectedPods(one, object) : []));
}

function* checkPort(port: Value, pods: readonly Pod[], project: Project): Iterable<Finding> {
  const written = port.get('port');
  if (written?.kind === 'number') yield* checkNumber(written, port, pods, project);
  const name = written?.string();
  const protocol = port.string('protocol')?.value ?? 'TCP';
  const declared = pods.flatMap(({ allContainers }) => allContainers.flatMap(({ ports }) => ports));
  if (!written || !name || /^\d+$/.test(name.value) || isTemplated(name.value) || isTemplated(protocol) || pods.length === 0) return;
  if (declared.some((one) => isTemplated(one.name?.value ?? '') || (one.name?.value === name.value && one.protocol === protocol))) return;
  const names = [...new Set(declared.flatMap((one) => (one.protocol === protocol ? (one.name?.value ?? []) : [])))];
  const near = suggest(name.value, names)[0] ?? (names.length === 1 ? names[0] : undefined);
  yield {
    at: name.at,
    message:
      names.length === 0
        ? message`No ${protocol} port of the selected pods is named ${name.value}.`
        : message`No ${protocol} port of the selected pods is named ${name.value}; there is ${names}.`,
    ...(near !== undefined && { fix: { title: message`Use port ${near}`, safe: false, edits: [replaceValue(written, near)] } }),
  };
}

/** Policies see the port of the pod. A number that only a Service of these pods has is the wrong one of the two. */
function* checkNumber(written: Value, policy: Value, pods: readonly Pod[], project: Project): Iterable<Finding> {
  const number = written.plain;
  const protocol = policy.string('protocol')?.value ?? 'TCP';
  const declared = pods.flatMap(({ allContainers }) => allContainers.flatMap(({ ports }) => ports));
  if (policy.given('endPort') || declared.length === 0 || declared.some((one) => one.number?.value === number)) return;
  for (const service of pods.flatMap((pod) => project.servicesOf(pod))) {
    const port = service.ports.find((one) => one.port?.value === number && one.protocol === protocol);
    const target = port?.value.get('targetPort');
    const meant = declared.find((one) => one.protocol === protocol && one.number && (one.name?.value === target?.plain || one.number.value === target?.plain));
    if (!port || !target || !meant?.number) continue;
    yield {
      at: written.at,
      message: message`${Number(number)} is the port of Service ${service.object.name?.value ?? ''}; policies see that of the pods, which is ${meant.number.value}.`,
      related: [{ at: target.at, message: message`The Service leads to it here.` }],
      fix: { title: message`Use port ${meant.number.value}`, safe: false, edits: [replaceValue(written, meant.number.value)] },
    };
    return;
  }
}
