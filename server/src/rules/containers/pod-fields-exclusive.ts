import { removeField } from '../../fix/fields';
import type { Value } from '../../model/object';
import type { Pod } from '../../model/pod';
import { type Message, message } from '../../text/message';
import { rule } from '../rule';

interface Pair {
  readonly left: (pod: Pod) => Value | undefined;
  readonly right: (pod: Pod) => Value | undefined;
  readonly message: Message;
}

/** Fields that the server does not accept together (kubernetes/pkg/apis/core/validation/validation.go). */
const PAIRS: readonly Pair[] = [
  {
    left: is('shareProcessNamespace', true),
    right: is('hostPID', true),
    message: message`${'shareProcessNamespace'} and ${'hostPID'} cannot both be set: a pod shares processes among its containers or with the node.`,
  },
  ...['hostNetwork', 'hostPID', 'hostIPC'].map((field) => ({
    left: is(field, true),
    right: is('hostUsers', false),
    message: message`A pod with users of its own (${'hostUsers: false'}) may not use ${field}.`,
  })),
  { left: blockDevice, right: is('hostUsers', false), message: message`A pod with users of its own (${'hostUsers: false'}) may not use ${'volumeDevices'}.` },
  { left: given('nodeName'), right: gates, message: message`A pod that waits for scheduling gates may have no ${'nodeName'} yet.` },
  {
    left: given('hostnameOverride'),
    right: is('hostNetwork', true),
    message: message`With ${'hostNetwork'} the pod has the host name of its node, so ${'hostnameOverride'} cannot be set.`,
  },
  {
    left: given('hostnameOverride'),
    right: is('setHostnameAsFQDN', true),
    message: message`${'hostnameOverride'} and ${'setHostnameAsFQDN'} cannot both be set: each decides about the host name.`,
  },
];

export default rule({
  id: 'pod-fields-exclusive',
  summary: 'Two fields of a pod that the server does not accept together.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'pod',

  *check(pod) {
    for (const { left, right, message: said } of PAIRS) {
      const one = left(pod);
      const other = right(pod);
      if (!one || !other) continue;
      const fix = [one, other].map((field) => ({ title: message`Remove ${String(field.step)}`, safe: false, edits: [removeField(field)] }));
      yield { at: one.keyAt, message: said, related: [{ at: other.keyAt, message: message`The other one is here.` }], fix };
    }
  },
});

function is(field: string, wanted: boolean) {
  return ({ value }: Pod) => (value.boolean(field)?.value === wanted ? value.get(field) : undefined);
}

function given(field: string) {
  return ({ value }: Pod) => (value.string(field)?.value ? value.get(field) : undefined);
}

function gates({ value }: Pod): Value | undefined {
  return value.items('schedulingGates').length > 0 ? value.get('schedulingGates') : undefined;
}

function blockDevice({ allContainers }: Pod): Value | undefined {
  return allContainers.find(({ value }) => value.items('volumeDevices').length > 0)?.value.get('volumeDevices');
}
