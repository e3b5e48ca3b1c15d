import { isOneSlip } from '../text/slips';
import type { Field, Value } from '../yaml/value';

/** A format that other tools read and Kubernetes does not, told by its content. */
export interface ForeignFormat {
  /** How its users call it. */
  readonly name: string;
  /** `name` and `path` are those of the file, for formats whose content leaves a choice. */
  readonly matches: (root: Value, path: string) => boolean;
}

/** API groups whose documents look like objects but are read by a program from a file, not by a cluster. */
const FILE_GROUPS: readonly (readonly [name: string, groups: RegExp])[] = [
  [
    'Kubernetes component configuration',
    /^(?:audit|apiserver|apiserver\.config|kubelet\.config|kubeproxy\.config|kubecontrollermanager\.config|kubescheduler\.config|cloudcontrollermanager\.config|imagepolicy|admission|credentialprovider\.kubelet|(?:pod-security\.admission\.config|(?:eventratelimit|resourcequota|podtolerationrestriction|webhook)\.admission)(?:\.config)?)\.k8s\.io$/,
  ],
  ['kubeadm configuration', /^kubeadm\.k8s\.io$/],
  ['credential plugin answer', /^client\.authentication\.k8s\.io$/],
  ['kind configuration', /^kind\.(?:x-k8s|sigs\.k8s)\.io$/],
  ['local cluster configuration', /^(?:ctlptl\.dev|k3d\.io|minikube\.sigs\.k8s\.io|tilt\.dev)$/],
  [
    'cluster installer configuration',
    /^(?:eksctl\.io|k0sctl\.k0sproject\.io|k0s\.k0sproject\.io|kops\.k8s\.io|talos\.dev|kubekey\.kubesphere\.io|rke\.cattle\.io)$/,
  ],
  ['kubectl plugin', /^krew\.googlecontainertools\.github\.com$/],
  ['kpt package', /^(?:kpt\.dev|config\.kubernetes\.io)$/],
  ['Backstage entity', /^backstage\.io$/],
  ['test of a cluster tool', /^(?:kuttl\.dev|testworkflows\.kuttl\.dev|chainsaw\.kyverno\.io|cli\.kyverno\.io|chaostoolkit\.org)$/],
  ['Score workload', /^score\.dev$/],
];

/** Groups of Kubernetes itself that have no dot; a CustomResourceDefinition cannot have such a group. */
const DOTLESS_GROUPS: ReadonlySet<string> = new Set(['', 'apps', 'autoscaling', 'batch', 'extensions', 'policy']);

/** Kinds that people mean for a cluster even where the apiVersion is none. */
const CLUSTER_KINDS =
  /^(?:Pod|Deployment|StatefulSet|DaemonSet|ReplicaSet|ReplicationController|Job|CronJob|Service|Ingress|IngressClass|NetworkPolicy|ConfigMap|Secret|ServiceAccount|Namespace|PersistentVolume|PersistentVolumeClaim|StorageClass|HorizontalPodAutoscaler|PodDisruptionBudget|Role|RoleBinding|ClusterRole|ClusterRoleBinding|LimitRange|ResourceQuota|PriorityClass|CustomResourceDefinition)$/;

/** The format that an apiVersion belongs to, where it is none of a cluster. */
export function formatOfApiVersion(apiVersion: string, kind: string): string | undefined {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  const known = FILE_GROUPS.find(([, groups]) => groups.test(group));
  if (known) return known[0];
  const isServable = group.includes('.') || (DOTLESS_GROUPS.has(group) && (slash >= 0 || apiVersion === 'v1'));
  return isServable || CLUSTER_KINDS.test(kind) ? undefined : apiVersion;
}

/** Formats without apiVersion and kind. The first that matches is it. */
export const FOREIGN_FORMATS: readonly ForeignFormat[] = [
  { name: 'OpenAPI', matches: (root) => isScalar(root, 'openapi') || isScalar(root, 'swagger') || isScalar(root, 'asyncapi') },
  { name: 'GitHub Actions', matches: (root, path) => hasMap(root, 'jobs') && (/\.github\//.test(path) || has(root, 'true') || has(root, 'on')) },
  { name: 'GitHub Actions', matches: (root) => hasMap(root, 'runs') && isScalar(root.get('runs'), 'using') },
  {
    name: 'ko',
    matches: (root, path) =>
      /(?:^|\/)\.ko\.ya?ml$/.test(path) && ['defaultBaseImage', 'baseImageOverrides', 'builds', 'defaultPlatforms'].some((key) => has(root, key)),
  },
  { name: 'Dependabot', matches: (root) => root.get('updates')?.kind === 'list' && has(root, 'version') },
  { name: 'GitHub issue form', matches: (root) => listOf(root, 'body', 'type') && has(root, 'name') },
  { name: 'Docker Bake', matches: (root) => ['dockerfile', 'context', 'tags'].some((key) => someEntry(root.get('target'), key)) },
  { name: 'Serverless', matches: (root) => has(root, 'service') && has(root, 'provider') && has(root, 'functions') },
  { name: 'GitLab CI', matches: (root, path) => /\.gitlab-ci\.ya?ml$/.test(path) || (root.get('stages')?.kind === 'list' && someEntry(root, 'script')) },
  { name: 'CircleCI', matches: (root, path) => /\.circleci\//.test(path) || (hasMap(root, 'workflows') && hasMap(root, 'jobs') && has(root, 'version')) },
  { name: 'Azure Pipelines', matches: (root, path) => /azure-pipelines/.test(path) || (has(root, 'trigger') && has(root, 'pool')) },
  { name: 'Bitbucket Pipelines', matches: (root) => hasMap(root, 'pipelines') && !has(root, 'receivers') },
  { name: 'Travis CI', matches: (root) => has(root, 'language') && (has(root, 'script') || has(root, 'install')) },
  { name: 'Drone', matches: (root) => ['pipeline', 'secret', 'signature'].includes(root.string('kind')?.value ?? '') && !hasMap(root, 'metadata') },
  { name: 'Cloud Build', matches: (root) => listOf(root, 'steps', 'name') && !hasMap(root, 'metadata') },
  {
    name: 'CloudFormation',
    matches: (root) => has(root, 'AWSTemplateFormatVersion') || (hasMap(root, 'Resources') && someEntry(root.get('Resources'), 'Type')),
  },
  { name: 'Prometheus configuration', matches: (root) => root.get('scrape_configs')?.kind === 'list' },
  { name: 'Prometheus rules', matches: (root) => listOf(root, 'groups', 'rules') },
  { name: 'Alertmanager configuration', matches: (root) => hasMap(root, 'route') && root.get('receivers')?.kind === 'list' },
  { name: 'OpenTelemetry Collector configuration', matches: (root) => hasMap(root, 'receivers') && hasMap(root, 'exporters') },
  { name: 'pre-commit', matches: (root) => listOf(root, 'repos', 'hooks') },
  { name: 'Helmfile', matches: (root) => listOf(root, 'releases', 'chart') },
  { name: 'Taskfile', matches: (root) => hasMap(root, 'tasks') && has(root, 'version') },
  { name: 'MkDocs', matches: (root) => has(root, 'site_name') },
  { name: 'Devfile', matches: (root) => has(root, 'schemaVersion') && (has(root, 'components') || has(root, 'commands')) },
  { name: 'Grafana provisioning', matches: (root) => root.get('apiVersion')?.kind === 'number' && !root.get('kind') },
  { name: 'kustomize replacements', matches: (root) => has(root, 'source') && root.get('targets')?.kind === 'list' },
];

/** What somebody who begins an object has written so far: nothing that objects do not have. */
const OBJECT_KEYS =
  /^(?:apiVersion|kind|metadata|spec|status|data|stringData|binaryData|immutable|type|rules|subjects|roleRef|webhooks|subsets|secrets|imagePullSecrets|provisioner|parameters|value|globalDefault|description|handler|endpoints|ports|addressType|automountServiceAccountToken)$/;

/** An object of a cluster that is not finished: apiVersion or kind is there, and nothing that speaks against it. */
export function isBegun(root: Value): boolean {
  const kind = root.get('kind');
  const apiVersion = root.get('apiVersion');
  if ((!kind || !apiVersion) && isMisspelt(root)) return true;
  if (!kind && !apiVersion) return false;
  if (!root.fields().every(({ name }) => OBJECT_KEYS.test(name))) return false;
  const kindWords = kind?.words;
  const isKind = kindWords !== undefined && /^[A-Z][A-Za-z0-9]*$/.test(kindWords);
  const isVersion = apiVersion?.plain !== undefined && /^(?:v1|[a-z0-9.-]+\/v\d+(?:(?:alpha|beta)\d+)?)$/.test(String(apiVersion.plain));
  // `kind: 3` and `kind: ""` are none, beside an apiVersion that is one.
  const isNoKind = !kind || (kind.node.kind === 'scalar' && kind.kind !== 'string') || kindWords === '';
  return isKind || (isVersion && isNoKind) || (root.get('metadata')?.kind === 'map' && (kind === undefined || kindWords === undefined || isKind));
}

/** `apiversion: v1` or `knid: Pod`: both keys are there but for their letters, and what they say is of a cluster. */
function isMisspelt(root: Value): boolean {
  const apiVersion = metaField(root, 'apiVersion')?.value.words ?? '';
  const kind = metaField(root, 'kind')?.value.words ?? '';
  if (!/(?:^|\/)v\d\w*$/.test(apiVersion)) return false;
  return (
    CLUSTER_KINDS.test(kind) ||
    (kind.endsWith('List') && root.get('items')?.kind === 'list') ||
    (hasMap(root, 'metadata') && /^[A-Z][A-Za-z0-9]*$/.test(kind) && /^v1$|^[^/]*\.[^/]*\//.test(apiVersion))
  );
}

/** The field that is called so, or the one whose name is a slip away from it. */
export function metaField(root: Value, name: 'apiVersion' | 'kind'): Field | undefined {
  const fields = root.fields();
  return fields.find((field) => field.name === name) ?? fields.find((field) => isOneSlip(field.name, name));
}

function has(root: Value, name: string): boolean {
  return root.get(name) !== undefined || root.fields().some((field) => field.name === name);
}

function hasMap(root: Value, name: string): boolean {
  return root.get(name)?.kind === 'map';
}

function isScalar(root: Value | undefined, name: string): boolean {
  return root?.get(name)?.words !== undefined;
}

/** A list of mappings that have a key. */
function listOf(root: Value, name: string, key: string): boolean {
  const items = root.items(name);
  return items.length > 0 && items.every((item) => item.get(key) !== undefined);
}

/** A mapping of which some value has a key. */
function someEntry(root: Value | undefined, key: string): boolean {
  return root?.fields().some(({ value }) => value.get(key) !== undefined) ?? false;
}
