import { renameKey, replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import type { Pod } from '../../model/pod';
import type { Edit } from '../../text/edit';
import { message } from '../../text/message';
import type { Span } from '../../text/span';
import { table } from '../../text/table';
import { rule } from '../rule';
import { affinityTerms, nodeTerms, spreadConstraints } from './pod-selectors';

interface OldLabel {
  readonly label: string;
  /** The first minor in which nodes no longer have it; undefined where they still do. */
  readonly gone?: number;
}

/** kubernetes/pkg/api/node/util.go, and kubeadm's CHANGELOG for the role. */
const OLD: Readonly<Record<string, OldLabel>> = table({
  'beta.kubernetes.io/arch': { label: 'kubernetes.io/arch' },
  'beta.kubernetes.io/os': { label: 'kubernetes.io/os' },
  'beta.kubernetes.io/instance-type': { label: 'node.kubernetes.io/instance-type' },
  'failure-domain.beta.kubernetes.io/region': { label: 'topology.kubernetes.io/region' },
  'failure-domain.beta.kubernetes.io/zone': { label: 'topology.kubernetes.io/zone' },
  'node-role.kubernetes.io/master': { label: 'node-role.kubernetes.io/control-plane', gone: 24 },
});

export default rule({
  id: 'node-label-deprecated',
  summary: 'A pod looks for nodes by a label that has another name today.',
  severity: 'warning',
  stage: 'schedule',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'pod',

  *check(pod, { kubernetes }) {
    for (const { name, at, rename } of labelsOf(pod)) {
      const old = OLD[name];
      if (!old) continue;
      const isGone = old.gone !== undefined && old.gone <= kubernetes.to;
      yield {
        at,
        tag: 'deprecated',
        ...(!isGone && { severity: 'hint' }),
        message: isGone
          ? message`From 1.${old.gone ?? 0} on nodes have the label ${old.label} in place of ${name}.`
          : message`The label ${name} is the old name of ${old.label}.`,
        fix: { title: message`Use ${old.label}`, safe: false, edits: [rename(old.label)] },
      };
    }
  },
});

interface LabelUse {
  readonly name: string;
  readonly at: Span;
  readonly rename: (to: string) => Edit;
}

function labelsOf(pod: Pod): LabelUse[] {
  const selected = pod.value.fields('nodeSelector').map(({ name, at }) => ({ name, at, rename: (to: string) => renameKey({ at }, to) }));
  const keys = nodeTerms(pod).flatMap((term) => term.items('matchExpressions').flatMap((one) => one.get('key') ?? []));
  const places = [...affinityTerms(pod).map(({ value }) => value), ...spreadConstraints(pod)].flatMap((holder) => holder.get('topologyKey') ?? []);
  const written = [...keys, ...places].flatMap((value: Value) => {
    const text = value.string();
    return text ? [{ name: text.value, at: text.at, rename: (to: string) => replaceValue(value, to) }] : [];
  });
  return [...selected, ...written];
}
