import { replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { addressForm, rangeForm } from '../../schema/addresses';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

/** Where objects hold addresses and ranges; `*` stands for every item of a list. */
const PLACES: Readonly<Record<string, readonly (readonly [way: string, kind: 'address' | 'range'])[]>> = {
  Service: [
    ['spec.clusterIP', 'address'],
    ['spec.clusterIPs.*', 'address'],
    ['spec.externalIPs.*', 'address'],
    ['spec.loadBalancerSourceRanges.*', 'range'],
  ],
  NetworkPolicy: ['ingress.*.from', 'egress.*.to'].flatMap((way): [string, 'range'][] => [
    [`spec.${way}.*.ipBlock.cidr`, 'range'],
    [`spec.${way}.*.ipBlock.except.*`, 'range'],
  ]),
  Endpoints: [
    ['subsets.*.addresses.*.ip', 'address'],
    ['subsets.*.notReadyAddresses.*.ip', 'address'],
  ],
};

/** From here on servers warn of loose forms, and refuse them: KEP-4858, StrictIPCIDRValidation. */
const WARNED_SINCE = 33;
const REFUSED_SINCE = 36;

export default rule({
  id: 'address-malformed',
  summary: 'An IP address or range is not written as it must be.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',

  *check(object, project) {
    if (object.group !== '' && object.group !== 'networking.k8s.io') return;
    for (const [way, kind] of PLACES[object.kind.value] ?? []) {
      for (const value of valuesAt(object.value, way.split('.'))) yield* checkValue(value, kind, project);
    }
  },
});

function* checkValue(value: Value, kind: 'address' | 'range', { kubernetes }: Project): Iterable<Finding> {
  const text = value.string()?.value;
  if (text === undefined || text === '' || text === 'None' || isTemplated(text)) return;
  // Ranges of load balancers may have blanks around them.
  const form = kind === 'range' ? rangeForm(text.trim()) : addressForm(text);
  if (form.kind === 'strict') return;
  if (form.kind === 'loose') {
    const fix: Fix = { title: message`Use ${form.canonical}`, safe: true, edits: [replaceValue(value, form.canonical)] };
    const refused = kubernetes.to >= REFUSED_SINCE;
    yield {
      at: value.at,
      severity: refused ? 'error' : kubernetes.to >= WARNED_SINCE ? 'warning' : 'hint',
      message: message`Kubernetes 1.${REFUSED_SINCE} and later refuse ${text} and want ${form.canonical}.`,
      fix,
    };
    return;
  }
  if (kind === 'address') {
    yield { at: value.at, message: message`${text} is no IP address.` };
    return;
  }
  const single = addressForm(text);
  const whole = single.kind === 'wrong' ? undefined : `${single.kind === 'loose' ? single.canonical : text}/${text.includes(':') ? 128 : 32}`;
  yield {
    at: value.at,
    message: message`${text} is no range of IP addresses; one is written as ${'10.0.0.0/8'}.`,
    ...(whole !== undefined && { fix: { title: message`Use ${whole}`, safe: false, edits: [replaceValue(value, whole)] } }),
  };
}

function valuesAt(value: Value, [step, ...rest]: readonly string[]): readonly Value[] {
  if (step === undefined) return [value];
  const next = step === '*' ? value.items() : [value.get(step)];
  return next.flatMap((one) => (one ? valuesAt(one, rest) : []));
}
