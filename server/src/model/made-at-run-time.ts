import type { Kustomization } from './kustomize/kustomization';
import type { KubeObject } from './object';
import { remember } from './remember';

/** A kind whose objects make others when they run. */
interface Maker {
  readonly kind: string;
  readonly makes: readonly ('Secret' | 'ConfigMap' | 'Service')[];
  /** Whether an object of the kind makes one of that name. */
  readonly isMade: (maker: KubeObject, name: string) => boolean;
}

/**
 * Operators of which it is documented how they call what they make. Names are those of the API reference of each project:
 * external-secrets.io, sealed-secrets, cert-manager.io, secrets-store-csi-driver.sigs.k8s.io, Vault Secrets Operator,
 * 1Password, Infisical, Doppler, akv2k8s.io, sops-secrets-operator, trust-manager, Strimzi, CloudNativePG, ECK, Crunchy,
 * RabbitMQ, MongoDB, Prometheus.
 */
const MAKERS: readonly Maker[] = [
  at('SealedSecret', 'metadata', 'name'),
  at('SealedSecret', 'spec', 'template', 'metadata', 'name'),
  at('ExternalSecret', 'spec', 'target', 'name'),
  { kind: 'ExternalSecret', makes: ['Secret'], isMade: (maker, name) => !maker.value.given('spec', 'target', 'name') && maker.name?.value === name },
  at('ClusterExternalSecret', 'spec', 'externalSecretName'),
  at('ClusterExternalSecret', 'spec', 'externalSecretSpec', 'target', 'name'),
  at('ClusterExternalSecret', 'metadata', 'name'),
  at('Certificate', 'spec', 'secretName'),
  inList('SecretProviderClass', 'spec', 'secretObjects', 'secretName'),
  at('VaultStaticSecret', 'spec', 'destination', 'name'),
  at('VaultDynamicSecret', 'spec', 'destination', 'name'),
  at('VaultPKISecret', 'spec', 'destination', 'name'),
  at('OnePasswordItem', 'metadata', 'name'),
  at('InfisicalSecret', 'spec', 'managedSecretReference', 'secretName'),
  at('DopplerSecret', 'spec', 'managedSecret', 'name'),
  at('AzureKeyVaultSecret', 'spec', 'output', 'secret', 'name'),
  inList('SopsSecret', 'spec', 'secretTemplates', 'name'),
  { ...at('Bundle', 'metadata', 'name'), makes: ['ConfigMap', 'Secret'] },
  at('KafkaUser', 'metadata', 'name'),
  below('Kafka'),
  below('Cluster'),
  below('Elasticsearch'),
  below('Kibana'),
  below('PostgresCluster'),
  below('RabbitmqCluster'),
  below('MongoDBCommunity'),
  { kind: 'RabbitmqCluster', makes: ['Service'], isMade: (maker, name) => maker.name?.value === name },
  { kind: 'Prometheus', makes: ['Service'], isMade: (_, name) => name === 'prometheus-operated' },
  { kind: 'Alertmanager', makes: ['Service'], isMade: (_, name) => name === 'alertmanager-operated' },
  { kind: 'ThanosRuler', makes: ['Service'], isMade: (_, name) => name === 'thanos-ruler-operated' },
];

/** True where a generator of kustomize, or an object of the workspace when it runs, makes a Secret, ConfigMap or Service of that name. */
export function isProduced(kind: string, name: string, kustomizations: readonly Kustomization[], objects: (kind: string) => readonly KubeObject[]): boolean {
  if (kind !== 'Secret' && kind !== 'ConfigMap' && kind !== 'Service') return false;
  if (kind === 'Secret' && generatedSecrets(kustomizations).has(name)) return true;
  if (kind === 'ConfigMap' && generatedMaps(kustomizations).has(name)) return true;
  return MAKERS.some((maker) => maker.makes.includes(kind) && objects(maker.kind).some((object) => maker.isMade(object, name)));
}

/** True for kinds whose objects may make others. */
export function makesConfig(kind: string): boolean {
  return MAKERS.some((maker) => maker.kind === kind);
}

const generatedMaps = remember((all: readonly Kustomization[]) => generated(all, 'configMapGenerator'));
const generatedSecrets = remember((all: readonly Kustomization[]) => generated(all, 'secretGenerator'));

function generated(all: readonly Kustomization[], generator: string): ReadonlySet<string | undefined> {
  return new Set(all.flatMap(({ root }) => root.items(generator).map((item) => item.string('name')?.value)));
}

/** The name stands at one place. */
function at(kind: string, ...way: readonly string[]): Maker {
  return { kind, makes: ['Secret'], isMade: ({ value }, name) => value.string(...way)?.value === name };
}

/** Each item of a list names one. */
function inList(kind: string, outer: string, list: string, key: string): Maker {
  return { kind, makes: ['Secret'], isMade: ({ value }, name) => value.items(outer, list).some((item) => item.string(key)?.value === name) };
}

/** What is made is called like its maker, with something behind: `orders-db-app` for the cluster `orders-db`. */
function below(kind: string): Maker {
  return { kind, makes: ['Secret', 'ConfigMap', 'Service'], isMade: (maker, name) => maker.name !== undefined && name.startsWith(`${maker.name.value}-`) };
}
