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

  *check(object, project) {
    const { kind, group, value } = object;
    if (kind.value !== 'NetworkPolicy' || group !== 'networking.k8s.io') return;
    const own = podsOf([value.get('spec', 'podSelector')], object, project);
    for (const incoming of value.items('spec', 'ingress')) for (const port of incoming.items('ports')) yield* checkPort(port, own);
    for (const outgoing of value.items('spec', 'egress')) {
      const peers = outgoing.items('to');
      // A name is looked up in the pods that are called; of those of other namespaces and of addresses nothing is known.
      if (peers.some((peer) => peer.given('namespaceSelector') ?? peer.given('ipBlock'))) continue;
      const called = podsOf(
        peers.map((peer) => peer.get('podSelector')),
        object,
        project,
      );
      for (const port of outgoing.items('ports')) yield* checkPort(port, called);
    }
  },
});

/** The pods that selectors pick; none where one picks what is not certain, or all there are. */
function podsOf(selectors: readonly (Value | undefined)[], object: KubeObject, project: Project): readonly Pod[] {
  const read = selectors.map((one) => readSelector(one));
  if (!read.every((one) => one?.certain && !isEmpty(one))) return [];
  return read.flatMap((one) => (one ? project.selectedPods(one, object) : []));
}

function* checkPort(port: Value, pods: readonly Pod[]): Iterable<Finding> {
  const written = port.get('port');
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
