/**
 * Which npm package tells what a minor of Kubernetes is. What counts is the document that the package was made from,
 * as its files state, not its own version. To add a minor: add its line, then run `node schemas/generate.mjs --lock`;
 * it says how many kinds, definitions, fields and required fields it found, and checks what is written here.
 */
export const MINORS: readonly CountedSource[] = [
  { minor: 18, package: '@kubernetes/client-node@0.12.3', counts: [87, 583, 2534, 548] },
  { minor: 19, package: '@kubernetes/client-node@0.13.2', counts: [90, 600, 2614, 557] },
  { minor: 20, package: '@kubernetes/client-node@0.14.3', counts: [93, 636, 2741, 603] },
  { minor: 21, package: '@kubernetes/client-node@0.15.1', counts: [95, 634, 2774, 603] },
  { minor: 22, package: '@kubernetes/client-node@0.16.3', counts: [72, 525, 2303, 515] },
  { minor: 23, package: 'cdk8s-plus-23@2.3.14', counts: [69, 555, 2382, 555] },
  { minor: 24, package: '@kubernetes/client-node@0.17.1', counts: [68, 551, 2374, 550] },
  { minor: 25, package: '@kubernetes/client-node@0.18.1', counts: [62, 503, 2169, 493] },
  { minor: 26, package: 'cdk8s-plus-26@2.4.17', counts: [68, 512, 2203, 474] },
  { minor: 27, package: '@kubernetes/client-node@0.19.0', counts: [70, 534, 2272, 489] },
  { minor: 28, package: '@kubernetes/client-node@0.20.0', counts: [73, 557, 2363, 501] },
  { minor: 29, package: '@kubernetes/client-node@0.21.0', counts: [74, 564, 2390, 505] },
  { minor: 30, package: '@kubernetes/client-node@0.22.3', counts: [80, 613, 2555, 538] },
  { minor: 31, package: 'cdk8s-plus-31@2.6.43', counts: [80, 609, 2554, 543] },
  { minor: 32, package: '@kubernetes/client-node@1.0.0', counts: [80, 625, 2601, 570] },
  { minor: 33, package: '@kubernetes/client-node@1.2.0', counts: [88, 694, 2868, 642] },
  { minor: 34, package: '@kubernetes/client-node@1.4.0', counts: [90, 717, 2990, 670] },
  { minor: 35, package: '@pulumi/kubernetes@4.27.0', counts: [90, 721, 3002, 676] },
  { minor: 36, package: '@kubernetes/client-node@2.0.1', counts: [95, 757, 3137, 701] },
];

export interface MinorSource {
  readonly minor: number;
  /** A client-node tells all; any other package only helps to decide between the minors before and behind it. */
  readonly package: string;
}

export interface CountedSource extends MinorSource {
  readonly counts?: readonly [kinds: number, definitions: number, fields: number, required: number];
}

/** States names, types and texts that client-node lacks, for the minor in its name. */
export const CDK8S: readonly MinorSource[] = [
  { minor: 20, package: 'cdk8s-plus-20@1.0.0-beta.123' },
  { minor: 23, package: 'cdk8s-plus-23@2.3.14' },
  { minor: 26, package: 'cdk8s-plus-26@2.4.17' },
  { minor: 31, package: 'cdk8s-plus-31@2.6.43' },
  { minor: 34, package: 'cdk8s-plus-34@2.0.54' },
];

/** States closed lists of values. The last one also states names, types and texts of everything up to its minor. */
export const KUBERNETES_MODELS: readonly MinorSource[] = [
  { minor: 25, package: 'kubernetes-models@4.1.0' },
  { minor: 30, package: 'kubernetes-models@4.4.2' },
  { minor: 33, package: 'kubernetes-models@4.5.1' },
  { minor: 36, package: 'kubernetes-models@5.1.0' },
];

export const APIMACHINERY = '@kubernetes-models/apimachinery@3.0.2';

/**
 * Fields of status that came with the minor behind a gap. The packages for gaps leave status out, so what only the
 * later neighbour has would be dated one minor early. Each enhancement's `kep.yaml` states its first release.
 */
export const LATER: Readonly<Record<number, readonly string[]>> = {
  26: [
    // KEP-1287, in-place resize: alpha in 1.27.
    'core.v1.PodStatus#resize',
    'core.v1.ContainerStatus#resources',
    'core.v1.ContainerStatus#allocatedResources',
    // KEP-3488, validating admission policies: alpha in 1.26, their type checking in 1.27.
    'admissionregistration.v1alpha1.ValidatingAdmissionPolicy#status',
  ],
  // KEP-4817, status of claimed devices: alpha in 1.32.
  31: ['resource.v1alpha3.ResourceClaimStatus#devices'],
};

/** Leaves that no release between the neighbours of a field states: this API lived for two minors. */
export const KNOWN_LEAVES: Readonly<Record<string, string>> = { 'resource.v1alpha2.NamedResourcesAttribute#quantity': 'q' };

/** Lists of values in the sources that the server does not close: each names some of the values it knows. */
export const OPEN_LISTS: ReadonlySet<string> = new Set([
  // Any condition type; the list names what the kubelet sets.
  'core.v1.PodReadinessGate#conditionType',
  // Any resource-bearing type may be limited.
  'core.v1.LimitRangeItem#type',
  'core.v1.PersistentVolumeClaimStatus#allocatedResourceStatuses',
]);

/** The minors of values that came between two sources with lists. */
export const NEWER_VALUES: Readonly<Record<string, number>> = {
  // KEP-5471, tolerations that compare numbers: alpha in 1.35.
  'core.v1.Toleration#operator=Gt': 35,
  'core.v1.Toleration#operator=Lt': 35,
  // KEP-3850, backoff limit per index: alpha in 1.28.
  'batch.v1.PodFailurePolicyRule#action=FailIndex': 28,
};

/**
 * Kinds of others that many people use. A package is made from one release of its project; that release is what users
 * are told, by the number they know it under: the modules of Knative 1.22 are all v0.49, and Flux v2.8 is helm-controller
 * 1.5, kustomize-controller 1.8 and the others that go.mod of the package names. Where `required` is not `true`, the package calls fields required that the definitions do not.
 */
export const THIRD_PARTY: readonly ThirdPartySource[] = [
  { package: '@kubernetes-models/argo-cd@4.0.0', project: 'Argo CD', version: 'v3.3.9', required: true },
  { package: '@kubernetes-models/argo-rollouts@2.0.0', project: 'Argo Rollouts', version: 'v1.9.0', required: true },
  { package: '@kubernetes-models/cert-manager@6.0.0', project: 'cert-manager', version: 'v1.20.2', required: true },
  { package: '@kubernetes-models/external-secrets@2.0.0', project: 'External Secrets', version: 'v0.16.2', required: true },
  { package: '@kubernetes-models/flux-cd@4.0.0', project: 'Flux', version: 'v2.8', required: true },
  { package: '@kubernetes-models/gateway-api@2.0.0', project: 'Gateway API', version: 'v1.5.1', required: true },
  { package: '@kubernetes-models/istio@3.0.1', project: 'Istio', version: '1.18', required: true },
  { package: '@kubernetes-models/karpenter@2.0.0', project: 'Karpenter', version: 'v1.12', required: true },
  { package: '@kubernetes-models/keda@2.0.0', project: 'KEDA', version: 'v2.19.0', required: true },
  { package: '@kubernetes-models/knative@4.0.0', project: 'Knative', version: '1.22', required: false },
  { package: '@kubernetes-models/prometheus-operator@6.0.0', project: 'Prometheus Operator', version: 'v0.91.0', required: true },
  { package: '@kubernetes-models/sealed-secrets@6.0.0', project: 'Sealed Secrets', version: 'v0.36.6', required: true },
  { package: '@kubernetes-models/traefik@2.0.0', project: 'Traefik', version: 'v3.7.1', required: true },
];

export interface ThirdPartySource {
  readonly package: string;
  readonly project: string;
  readonly version: string;
  readonly required: boolean;
}
