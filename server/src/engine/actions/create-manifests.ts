import type { Dockerfile } from '../../docker/dockerfile';
import { blockLines, type Data } from '../../fix/write-yaml';
import type { Image } from '../../model/image';
import { isNumeric, userOf } from '../../model/image-users';
import { withoutTag } from '../../model/links/build-targets';
import { importOf, markOf, type Program, valueOf } from '../../model/program';
import type { ProjectIndex } from '../../model/project-index';
import { writeMemoryLimit } from '../../rules/environment/gomemlimit';
import { message } from '../../text/message';
import { baseName, folderOf, isBelow, resolvePath } from '../../text/path';
import { type BuildAction, USUAL } from './container-actions';
import { probeFor, type Served, servedByImage } from './served';

/** A new manifest for the image of a Dockerfile. */
export interface NewManifest {
  readonly file: string;
  readonly text: string;
}

/** Folders in which people keep manifests, the best first. */
const FOLDERS = ['k8s', 'deploy', 'kubernetes', 'manifests', 'deployments'];

/** The action that makes what `newManifest` writes; none where the image runs somewhere already. */
export function createManifests(dockerfile: Dockerfile, project: ProjectIndex): BuildAction[] {
  if (project.containersRunning(dockerfile).length > 0) return [];
  const made = newManifest(dockerfile, project);
  if (!made || project.hasFile(made.file) !== false) return [];
  const title = made.text.includes('\nkind: Service\n')
    ? message`Create Deployment and Service for this Dockerfile`
    : message`Create a Deployment for this Dockerfile`;
  return [{ title, edits: [{ at: { file: made.file, start: 0, end: 0 }, text: made.text }] }];
}

/**
 * Deployment, Service and PodDisruptionBudget for an image, as the production profile wants them, from what is known of the
 * program: its port, its probes, what it writes, its user. Undefined where the Dockerfile makes nothing that runs.
 */
export function newManifest(dockerfile: Dockerfile, project: ProjectIndex): NewManifest | undefined {
  const image = project.imageOf(dockerfile);
  if (!image || dockerfile.templated || !(image.entrypoint ?? image.cmd)) return undefined;
  const program = project.programOf(image);
  const folder = project.contextOf(dockerfile)?.folder ?? folderOf(dockerfile.file);
  const stated = project.links.targets.find((target) => target.dockerfile === dockerfile.file && !target.image.startsWith('*'));
  const isRoot = program !== undefined && program.directory === folderOf(program.module.file);
  const name = nameFrom([
    stated && baseName(stated.image),
    isRoot ? undefined : program && baseName(program.directory),
    program?.module.path && baseName(program.module.path.value.replace(/\/v\d+$/, '')),
    baseName(folder),
    baseName(folderOf(folder)),
  ]);
  const full = stated === undefined || !stated.image.includes('/') ? `registry.example.com/${stated?.image ?? name}` : withoutTag(stated.image);
  const service = servedByImage(image, program);
  const database = program?.files.find(({ kind }) => kind === 'sqlite');
  const storage = storageOf(image, program);
  const keepsData = database !== undefined && storage.some(({ claim }) => claim);
  const documents: Data[] = [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: metadata(name),
      spec: {
        replicas: keepsData ? 1 : 2,
        ...(keepsData && { strategy: { type: 'Recreate' } }),
        selector: { matchLabels: labels(name) },
        template: { metadata: { labels: labels(name) }, spec: podSpec({ name, full, image, program, service, storage, keepsData }) },
      },
    },
    ...(keepsData
      ? [
          {
            apiVersion: 'v1',
            kind: 'PersistentVolumeClaim',
            metadata: metadata(name),
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        ]
      : [
          {
            apiVersion: 'policy/v1',
            kind: 'PodDisruptionBudget',
            metadata: metadata(name),
            spec: {
              maxUnavailable: 1,
              ...(project.kubernetes.from >= 27 && { unhealthyPodEvictionPolicy: 'AlwaysAllow' }),
              selector: { matchLabels: labels(name) },
            },
          },
        ]),
    ...(service
      ? [
          {
            apiVersion: 'v1',
            kind: 'Service',
            metadata: metadata(name),
            spec: {
              selector: labels(name),
              ports: [
                {
                  name: portName(service),
                  port: service.speaks === 'http' ? 80 : service.speaks === 'https' ? 443 : service.port,
                  targetPort: portName(service),
                },
              ],
            },
          },
        ]
      : []),
  ];
  return { file: `${folderFor(folder, project)}/${name}.yaml`, text: documents.map((one) => `${blockLines(one).join('\n')}\n`).join('---\n') };
}

interface Parts {
  readonly name: string;
  readonly full: string;
  readonly image: Image;
  readonly program: Program | undefined;
  readonly service: Served | undefined;
  readonly storage: readonly Storage[];
  readonly keepsData: boolean;
}

function podSpec({ name, full, image, program, service, storage, keepsData }: Parts): Data {
  const user = userOf(image);
  // What runs as root in the image mostly runs as anybody; the kubelet can judge numbers alone.
  const id = user?.id !== undefined && user.id > 0 ? user.id : 65532;
  const setsUser = !user || user.id === 0 || !isNumeric(user);
  const longest = Math.max(0, ...(program?.shutdownTimeouts.map(({ value }) => value) ?? []));
  const needsToken = program !== undefined && markOf(program, 'in-cluster') !== undefined;
  const environment = variables(image, program);
  return {
    ...(!needsToken && { automountServiceAccountToken: false }),
    // Variables such as `WEB_PORT`, which Kubernetes makes of Services, can stand in the way of the program's own.
    enableServiceLinks: false,
    ...(longest > 25 && { terminationGracePeriodSeconds: Math.ceil(longest) + 10 }),
    securityContext: {
      runAsNonRoot: true,
      ...(setsUser && { runAsUser: id, runAsGroup: id }),
      ...(keepsData && { fsGroup: id }),
      ...(service && service.port < 1024 && { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] }),
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...(!keepsData && {
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: labels(name) } },
      ],
    }),
    containers: [
      {
        name,
        image: `${full}:0.1.0`,
        ...(service && { ports: [{ name: portName(service), containerPort: service.port }] }),
        ...(environment.length > 0 && { env: environment }),
        ...(service && {
          readinessProbe: probeFor(service, 'readiness', portName(service)),
          livenessProbe: probeFor(service, 'liveness', portName(service)),
        }),
        resources: { requests: { cpu: USUAL.cpu, memory: USUAL.memory }, limits: { memory: USUAL.memory } },
        securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
        ...(storage.length > 0 && { volumeMounts: storage.map((one) => ({ name: one.name, mountPath: one.path })) }),
      },
    ],
    ...(storage.length > 0 && {
      volumes: storage.map((one) => (one.claim ? { name: one.name, persistentVolumeClaim: { claimName: name } } : { name: one.name, emptyDir: {} })),
    }),
  };
}

function variables(image: Image, program: Program | undefined): Data[] {
  const minor = Number(/^1\.(\d+)/.exec(program?.module.go?.value ?? '')?.[1] ?? 0);
  const has = (key: string) => image.environment.has(key);
  const memory =
    program && minor >= 19 && !has('GOMEMLIMIT') && !markOf(program, 'own-runtime-limits') && !importOf(program, 'github.com/KimMachineGun/automemlimit');
  const gin = program && importOf(program, 'github.com/gin-gonic/gin') && !markOf(program, 'gin-mode') && !has('GIN_MODE');
  return [...(memory ? [{ name: 'GOMEMLIMIT', value: writeMemoryLimit(USUAL.bytes * 0.9) }] : []), ...(gin ? [{ name: 'GIN_MODE', value: 'release' }] : [])];
}

/** A folder that the program writes to. */
interface Storage {
  readonly name: string;
  readonly path: string;
  readonly claim: boolean;
}

/** What the program writes, and where the image says that data lies; folders below others need no mount of their own. */
function storageOf(image: Image, program: Program | undefined): Storage[] {
  const folders = new Map<string, boolean>();
  for (const { kind, path } of program?.files ?? []) {
    if (!['write', 'make-folder', 'temporary', 'sqlite', 'log'].includes(kind)) continue;
    const written = path === undefined ? (kind === 'temporary' ? '/tmp' : undefined) : valueOf(path);
    if (written === undefined || written === '' || /^[A-Za-z]:|^~|\$|^\/(?:dev|proc|sys)\//.test(written)) continue;
    const whole = written.startsWith('/') ? resolvePath('', written) : image.workdir && resolvePath(image.workdir, written);
    const folder = whole && (kind === 'make-folder' || kind === 'temporary' ? whole : folderOf(whole));
    // Over the folder of the program itself nothing can be mounted.
    if (folder && folder !== '/' && !holdsProgram(image, folder)) folders.set(folder, (folders.get(folder) ?? false) || kind === 'sqlite');
  }
  for (const { value } of image.volumes) if (!folders.has(value)) folders.set(value, false);
  const kept = [...folders].filter(([folder]) => ![...folders].some(([other]) => other !== folder && isBelow(other, folder)));
  return kept.map(([path, claim]) => ({
    name:
      path
        .slice(1)
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 60) || 'data',
    path,
    claim,
  }));
}

function holdsProgram(image: Image, folder: string): boolean {
  return image.copies.some(({ destination }) => isBelow(folder, destination)) || image.workdir === folder;
}

function labels(name: string): Data & Readonly<Record<string, string>> {
  return { 'app.kubernetes.io/name': name };
}

function metadata(name: string): Data {
  return { name, labels: labels(name) };
}

function portName({ speaks }: Served): string {
  return speaks === 'tcp' ? 'main' : speaks;
}

/** The first that can be an object's name. */
function nameFrom(candidates: readonly (string | undefined)[]): string {
  for (const candidate of candidates) {
    const name = candidate
      ?.toLowerCase()
      .replace(/[^a-z0-9-]+/g, '-')
      .replace(/^[^a-z]+|-+$/g, '')
      .slice(0, 50);
    if (name !== undefined && name !== '' && !/^(?:v\d+|src|cmd|main|build|docker|package|deploy)$/.test(name)) return name;
  }
  return 'app';
}

/** A folder for manifests that is there already, near the Dockerfile or further up; otherwise a new one. */
function folderFor(folder: string, project: ProjectIndex): string {
  const inside = (name: string) => (folder === '' ? name : `${folder}/${name}`);
  const used = new Set(project.documentsOf('kubernetes').map(({ file }) => folderOf(file)));
  return FOLDERS.map(inside).find((one) => used.has(one)) ?? inside(FOLDERS[0] as string);
}
