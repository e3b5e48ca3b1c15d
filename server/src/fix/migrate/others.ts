import type { Edit } from '../../text/edit';
import type { Value } from '../../yaml/value';
import { insertField, renameKey, replaceValue } from '../fields';
import { type Piece, reshape } from '../reshape';
import type { Data } from '../write-yaml';
import type { Migration } from './migration';

/** `v1` asks for two fields and has other defaults for three; what was the default is written down. */
const WEBHOOK_DEFAULTS: readonly (readonly [field: string, before: Data])[] = [
  ['admissionReviewVersions', ['v1beta1']],
  ['sideEffects', 'None'],
  ['failurePolicy', 'Ignore'],
  ['matchPolicy', 'Exact'],
  ['timeoutSeconds', 30],
];

/** Admission webhooks from `v1beta1` to `v1`. Whether they have side effects, only their author knows. */
export function restructureWebhooks(root: Value): Migration | undefined {
  const edits: Edit[] = [];
  for (const webhook of root.items('webhooks')) {
    if (webhook.kind !== 'map') return undefined;
    for (const [field, before] of WEBHOOK_DEFAULTS) if (!webhook.given(field)) edits.push(insertField(webhook, field, before));
    const effects = webhook.get('sideEffects');
    if (effects?.plain === 'Unknown' || effects?.plain === 'Some') edits.push(replaceValue(effects, 'None'));
  }
  return { edits, exact: false };
}

const HOSTNAME = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';

/** EndpointSlice from `v1beta1` to `v1`: two keys of the topology became fields, the others are gone. */
export function restructureEndpointSlice(root: Value): Migration | undefined {
  const edits: Edit[] = [];
  let exact = true;
  for (const endpoint of root.items('endpoints')) {
    const topology = endpoint.get('topology');
    if (topology?.kind !== 'map') continue;
    const host = topology.get(HOSTNAME);
    const zone = topology.get(ZONE);
    if (topology.fields().some(({ name }) => name !== HOSTNAME && name !== ZONE)) exact = false;
    const kept = endpoint.fields().flatMap(({ name, value }): Piece[] => (name === 'topology' ? [] : [{ key: name, from: value }]));
    const added: Piece[] = [];
    if (host && !endpoint.get('nodeName')) added.push({ key: 'nodeName', from: host });
    if (zone && !endpoint.get('zone')) added.push({ key: 'zone', from: zone });
    edits.push(reshape(endpoint, [...kept, ...added]));
  }
  return { edits, exact };
}

/** Only the empty selector changed its meaning: it picked no pod in `v1beta1`, and picks all in `v1`. */
export function restructureDisruptionBudget(root: Value): Migration {
  const selector = root.get('spec', 'selector');
  return { edits: [], exact: selector?.fields().some(({ value }) => value.fields().length > 0 || value.items().length > 0) === true };
}

/** PriorityLevelConfiguration from `v1beta1` and `v1beta2`: the field for shares has another name. */
export function restructurePriorityLevel(root: Value): Migration {
  const shares = root.get('spec', 'limited', 'assuredConcurrencyShares');
  return { edits: shares ? [renameKey({ at: shares.keyAt }, 'nominalConcurrencyShares')] : [], exact: true };
}
