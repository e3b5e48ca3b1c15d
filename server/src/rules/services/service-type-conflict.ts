import { removeField, setField } from '../../fix/fields';
import type { Value } from '../../model/object';
import type { Service } from '../../model/service';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

/** Fields of `spec` that only some types may have: kubernetes/pkg/apis/core/validation/validation.go, ValidateService. */
const ONLY_FOR: readonly (readonly [field: string, types: readonly string[]])[] = [
  ['loadBalancerSourceRanges', ['LoadBalancer']],
  ['allocateLoadBalancerNodePorts', ['LoadBalancer']],
  ['loadBalancerClass', ['LoadBalancer']],
  ['clusterIP', ['ClusterIP', 'NodePort', 'LoadBalancer']],
  ['clusterIPs', ['ClusterIP', 'NodePort', 'LoadBalancer']],
  ['ipFamilies', ['ClusterIP', 'NodePort', 'LoadBalancer']],
  ['ipFamilyPolicy', ['ClusterIP', 'NodePort', 'LoadBalancer']],
];

/** The last minor known to refuse the kubelet's port to load balancers; 1.33 takes it. */
const KUBELET_PORT_UNTIL = 31;
const KUBELET_PORT = 10250;

const TYPES = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'];

export default rule({
  id: 'service-type-conflict',
  summary: 'A Service has a field that its type forbids, or lacks one that it needs.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'service',

  *check(service, { kubernetes }) {
    const spec = service.object.value.get('spec');
    // A type that is none is told elsewhere.
    if (spec?.kind !== 'map' || !TYPES.includes(service.type)) return;
    yield* checkFields(spec, service);
    yield* checkTraffic(spec, service);
    yield* checkPorts(spec, service);
    if (service.type === 'LoadBalancer' && kubernetes.from <= KUBELET_PORT_UNTIL) yield* checkKubeletPort(service);
  },
});

function* checkFields(spec: Value, { type, headless }: Service): Iterable<Finding> {
  for (const [field, types] of ONLY_FOR) {
    const value = spec.given(field);
    if (!value || types.includes(type) || value.words === '' || (value.kind === 'list' && value.items().length === 0)) continue;
    yield { at: value.keyAt, message: message`${field} is for Services of type ${types} and not for ${type}.`, fix: removal(value) };
  }
  const clusterIP = spec.get('clusterIP');
  if (headless && clusterIP && (type === 'NodePort' || type === 'LoadBalancer')) {
    yield {
      at: clusterIP.at,
      message: message`A Service of type ${type} needs an address of its own, so clusterIP cannot be ${'None'}.`,
      fix: removal(clusterIP),
    };
  }
  const affinity = spec.given('sessionAffinityConfig');
  if (affinity && (spec.string('sessionAffinity')?.value ?? 'None') === 'None') {
    const use: Fix = { title: message`Use the affinity ${'ClientIP'}`, safe: false, edits: setField(spec, ['sessionAffinity'], 'ClientIP') };
    yield {
      at: affinity.keyAt,
      message: message`sessionAffinityConfig is for the affinity ${'ClientIP'}, but this Service has ${'None'}.`,
      fix: [use, removal(affinity)],
    };
  }
}

function* checkTraffic(spec: Value, { type }: Service): Iterable<Finding> {
  const isOutside = type === 'NodePort' || type === 'LoadBalancer' || spec.items('externalIPs').length > 0;
  const policy = spec.given('externalTrafficPolicy');
  if (policy && !isOutside && policy.words !== '') {
    yield {
      at: policy.keyAt,
      message: message`externalTrafficPolicy is for Services that are reached from outside and not for ${type}.`,
      fix: removal(policy),
    };
  }
  const check = spec.given('healthCheckNodePort');
  if (check && check.words !== '0' && (type !== 'LoadBalancer' || policy?.words !== 'Local')) {
    yield {
      at: check.keyAt,
      message: message`healthCheckNodePort is for the type ${'LoadBalancer'} with externalTrafficPolicy ${'Local'}.`,
      fix: removal(check),
    };
  }
}

function* checkPorts(spec: Value, { type, headless, ports, object }: Service): Iterable<Finding> {
  const needsPorts = type === 'ClusterIP' || type === 'NodePort' || type === 'LoadBalancer';
  if (needsPorts && !headless && ports.length === 0 && (!spec.get('ports') || spec.get('ports')?.kind === 'list')) {
    yield { at: spec.get('ports')?.keyAt ?? object.at, message: message`A Service of type ${type} needs at least one port.` };
  }
  if (type !== 'ClusterIP') return;
  for (const { nodePort, value } of ports) {
    const written = value.get('nodePort');
    if (!nodePort || !written || nodePort.value === 0) continue;
    const use: Fix = { title: message`Use the type ${'NodePort'}`, safe: false, edits: setField(spec, ['type'], 'NodePort') };
    yield {
      at: written.keyAt,
      message: message`nodePort is for Services of type ${['NodePort', 'LoadBalancer']} and not for ${type}.`,
      fix: [use, removal(written)],
    };
  }
}

function* checkKubeletPort({ ports }: Service): Iterable<Finding> {
  for (const { port } of ports) {
    if (port?.value !== KUBELET_PORT) continue;
    yield {
      at: port.at,
      message: message`Up to Kubernetes 1.${KUBELET_PORT_UNTIL}, no load balancer may have the port ${KUBELET_PORT}, which is the kubelet's.`,
    };
  }
}

function removal(value: Value): Fix {
  return { title: message`Remove ${String(value.step)}`, safe: false, edits: [removeField(value)] };
}
