import { table } from '../../text/table';

// What is known of the fields in the spec of a Pod, for telling whether one changed.

/** Looked at on their own, free to change, or written by the cluster. */
export const APART = new Set([
  'activeDeadlineSeconds',
  'tolerations',
  'schedulingGates',
  'ephemeralContainers',
  'serviceAccount',
  'nodeName',
  'priority',
  'overhead',
]);

/** What a missing field is to the server. */
export const DEFAULTS: Readonly<Record<string, unknown>> = table({
  restartPolicy: 'Always',
  dnsPolicy: 'ClusterFirst',
  terminationGracePeriodSeconds: 30,
  schedulerName: 'default-scheduler',
  serviceAccountName: 'default',
  periodSeconds: 10,
  timeoutSeconds: 1,
  successThreshold: 1,
  failureThreshold: 3,
});

/** Nobody but the author of a Pod writes these, and they have no default. */
export const AUTHORED = new Set([
  ...['containers', 'initContainers', 'volumes', 'hostname', 'subdomain', 'affinity', 'nodeSelector', 'hostAliases', 'dnsConfig'],
  ...['topologySpreadConstraints', 'hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace'],
  ...['command', 'args', 'workingDir', 'ports', 'env', 'envFrom', 'volumeMounts', 'volumeDevices', 'lifecycle'],
  ...['livenessProbe', 'readinessProbe', 'startupProbe', 'httpGet', 'tcpSocket', 'exec', 'grpc', 'initialDelaySeconds', 'value', 'valueFrom'],
  ...['configMap', 'secret', 'emptyDir', 'hostPath', 'persistentVolumeClaim', 'projected', 'downwardAPI', 'csi', 'nfs', 'subPath', 'subPathExpr', 'readOnly'],
]);

/** What tells the items of a list apart. */
export const KEYS: Readonly<Record<string, readonly string[]>> = table({
  containers: ['name'],
  initContainers: ['name'],
  volumes: ['name'],
  env: ['name'],
  volumeMounts: ['mountPath'],
  ports: ['containerPort', 'protocol'],
});

/** They hold no defaults, so that any difference counts. */
export const WHOLE = new Set(['command', 'args', 'affinity', 'nodeSelector', 'hostAliases', 'dnsConfig', 'envFrom']);
export const QUANTITIES = new Set(['limits', 'requests']);
