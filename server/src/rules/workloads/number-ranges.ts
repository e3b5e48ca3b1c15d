import { table } from '../../text/table';

/** Numbers of objects that the server keeps within bounds. */
export interface NumberRange {
  readonly groups: readonly string[];
  /** Ways to the numbers; `[]` stands for every item of a list. */
  readonly ways: readonly string[];
  readonly least: number;
  readonly most: number | undefined;
  /** A port: no other number can be proposed. */
  readonly port: boolean;
}

const JOB = ['parallelism', 'completions', 'backoffLimit', 'backoffLimitPerIndex', 'activeDeadlineSeconds', 'ttlSecondsAfterFinished'];
const APPS = ['apps', 'extensions'];
const SCALING = ['autoscaling'];
const FLOW = ['flowcontrol.apiserver.k8s.io'];

/**
 * From kubernetes/pkg/apis: apps, batch, core, networking, autoscaling, admissionregistration, certificates, coordination,
 * flowcontrol, storage (each `validation.go`),
 * and kube-aggregator's apiregistration.
 */
export const RANGES: Readonly<Record<string, readonly NumberRange[]>> = table({
  Deployment: [counts(APPS, 'spec', 'replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds')],
  ReplicaSet: [counts(APPS, 'spec', 'replicas', 'minReadySeconds')],
  StatefulSet: [counts(APPS, 'spec', 'replicas', 'minReadySeconds', 'revisionHistoryLimit', 'ordinals.start', 'updateStrategy.rollingUpdate.partition')],
  DaemonSet: [counts(APPS, 'spec', 'minReadySeconds', 'revisionHistoryLimit')],
  ReplicationController: [counts([''], 'spec', 'replicas', 'minReadySeconds')],
  Job: [counts(['batch'], 'spec', ...JOB)],
  CronJob: [
    counts(['batch'], 'spec', 'startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'),
    counts(['batch'], 'spec.jobTemplate.spec', ...JOB),
  ],
  Service: [ports([''], 'spec.ports[]', 'port', 'targetPort'), between([''], 1, 86400, 'spec', 'sessionAffinityConfig.clientIP.timeoutSeconds')],
  Endpoints: [ports([''], 'subsets[].ports[]', 'port')],
  Ingress: [
    ports(['networking.k8s.io'], 'spec.defaultBackend.service.port', 'number'),
    ports(['networking.k8s.io'], 'spec.rules[].http.paths[].backend.service.port', 'number'),
  ],
  NetworkPolicy: [
    ports(['networking.k8s.io'], 'spec.ingress[].ports[]', 'port', 'endPort'),
    ports(['networking.k8s.io'], 'spec.egress[].ports[]', 'port', 'endPort'),
  ],
  HorizontalPodAutoscaler: [
    { ...counts(SCALING, 'spec', 'maxReplicas'), least: 1 },
    { ...counts(SCALING, 'spec', 'targetCPUUtilizationPercentage'), least: 1 },
    { ...counts(SCALING, 'spec.metrics[]', 'resource.target.averageUtilization', 'containerResource.target.averageUtilization'), least: 1 },
    between(SCALING, 0, 3600, 'spec.behavior', 'scaleUp.stabilizationWindowSeconds', 'scaleDown.stabilizationWindowSeconds'),
    between(SCALING, 1, 1800, 'spec.behavior', 'scaleUp.policies[].periodSeconds', 'scaleDown.policies[].periodSeconds'),
    { ...counts(SCALING, 'spec.behavior', 'scaleUp.policies[].value', 'scaleDown.policies[].value'), least: 1 },
  ],
  ValidatingWebhookConfiguration: [between(['admissionregistration.k8s.io'], 1, 30, 'webhooks[]', 'timeoutSeconds')],
  MutatingWebhookConfiguration: [between(['admissionregistration.k8s.io'], 1, 30, 'webhooks[]', 'timeoutSeconds')],
  Lease: [{ ...counts(['coordination.k8s.io'], 'spec', 'leaseDurationSeconds'), least: 1 }, counts(['coordination.k8s.io'], 'spec', 'leaseTransitions')],
  // Nought stands for the default in all but the limits of the level.
  FlowSchema: [between(FLOW, 0, 10000, 'spec', 'matchingPrecedence')],
  PriorityLevelConfiguration: [
    counts(FLOW, 'spec', 'limited.nominalConcurrencyShares', 'limited.borrowingLimitPercent', 'exempt.nominalConcurrencyShares'),
    between(FLOW, 0, 100, 'spec', 'limited.lendablePercent', 'exempt.lendablePercent'),
    between(FLOW, 0, 10_000_000, 'spec.limited.limitResponse.queuing', 'queues'),
    counts(FLOW, 'spec.limited.limitResponse.queuing', 'handSize', 'queueLengthLimit'),
  ],
  CSIDriver: [{ ...counts(['storage.k8s.io'], 'spec.tokenRequests[]', 'expirationSeconds'), least: 600 }],
  CertificateSigningRequest: [{ ...counts(['certificates.k8s.io'], 'spec', 'expirationSeconds'), least: 600 }],
  APIService: [
    between(['apiregistration.k8s.io'], 1, 20000, 'spec', 'groupPriorityMinimum'),
    between(['apiregistration.k8s.io'], 1, 1000, 'spec', 'versionPriority'),
  ],
});

function between(groups: readonly string[], least: number, most: number | undefined, holder: string, ...names: readonly string[]): NumberRange {
  return { groups, ways: names.map((name) => `${holder}.${name}`), least, most, port: false };
}

function counts(groups: readonly string[], holder: string, ...names: readonly string[]): NumberRange {
  return between(groups, 0, undefined, holder, ...names);
}

function ports(groups: readonly string[], holder: string, ...names: readonly string[]): NumberRange {
  return { ...between(groups, 1, 65535, holder, ...names), port: true };
}
