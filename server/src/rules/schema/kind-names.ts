import { table } from '../../text/table';

/** What OpenShift serves below `v1` beside its own groups, for the files of its third version. */
export const OF_OPENSHIFT =
  /^(?:BuildConfig|Build|DeploymentConfig|Group|Image|ImageStream(?:Tag)?|Project(?:Request)?|Route|SecurityContextConstraints|Template|User)$/;

/** What kubectl takes for a kind, and a manifest does not. */
export const SHORT_NAMES: Readonly<Record<string, string>> = table({
  cj: 'CronJob',
  cm: 'ConfigMap',
  crd: 'CustomResourceDefinition',
  deploy: 'Deployment',
  ds: 'DaemonSet',
  hpa: 'HorizontalPodAutoscaler',
  ing: 'Ingress',
  netpol: 'NetworkPolicy',
  ns: 'Namespace',
  pdb: 'PodDisruptionBudget',
  po: 'Pod',
  pv: 'PersistentVolume',
  pvc: 'PersistentVolumeClaim',
  rs: 'ReplicaSet',
  sa: 'ServiceAccount',
  sc: 'StorageClass',
  sts: 'StatefulSet',
  svc: 'Service',
});
