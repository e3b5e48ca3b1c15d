import type { Dockerfile } from '../../docker/dockerfile';
import { parseImageReference } from '../../docker/image-reference';
import type { GoModule } from '../../go/module';
import { baseName, folderOf, isBelow, sharedFolders } from '../../text/path';
import { table } from '../../text/table';
import { type BuildTarget, withoutTag } from './build-targets';
import { type Manner, PLAIN } from './manner';

export interface ImageLink {
  readonly dockerfile: Dockerfile;
  readonly manner: Manner;
  readonly reason: string;
}

/** What links are made from. */
export interface LinkSources {
  readonly dockerfiles: readonly Dockerfile[];
  readonly modules: readonly GoModule[];
  readonly targets: readonly BuildTarget[];
  /** The setting `images`: image name without tag -> path of a Dockerfile. */
  readonly images: ReadonlyMap<string, string>;
  /** The images that containers of a folder (and below) use, for the last resort of `linkImage`. */
  readonly imagesBelow: (folder: string) => ReadonlySet<string>;
  /** Other names that kustomizations give an image, in either direction. */
  readonly aliases: (image: string) => readonly string[];
}

/**
 * The Dockerfile that an image in a manifest is built from. From strong to weak: the setting, a build file that states
 * it, a folder or module of that name, and last the only Dockerfile around for the only image that is nobody else's.
 * Several candidates on one level are no answer.
 */
export function linkImage(image: string, file: string, sources: LinkSources): ImageLink | undefined {
  const name = withoutTag(image);
  const set = sources.images.get(name);
  if (set !== undefined)
    return only(
      sources.dockerfiles.filter((one) => one.file === set),
      'images',
    );
  const stated = bestTargets(name, file, sources.targets);
  if (stated.length > 0) {
    const files = new Set(stated.map(({ dockerfile }) => dockerfile));
    const manner = agreed(stated.map((one) => one.manner));
    return (
      manner &&
      only(
        sources.dockerfiles.filter((one) => files.has(one.file)),
        stated[0]?.source ?? '',
        manner,
      )
    );
  }
  if (isPublic(name)) return undefined;
  return byName(name, file, sources) ?? byOtherName(name, file, sources) ?? byBeingAlone(name, file, sources);
}

/** A kustomization calls an image by another name than the manifest that it changes: what is known of the one holds for the other. */
function byOtherName(name: string, file: string, sources: LinkSources): ImageLink | undefined {
  const links = sources.aliases(name).flatMap((other) => linkImage(other, file, { ...sources, aliases: () => [] }) ?? []);
  const [first, ...others] = links;
  return first && others.every(({ dockerfile }) => dockerfile === first.dockerfile) ? first : undefined;
}

/** The Dockerfiles between which nothing decides: stated for the same image, of the same name, or the only ones around. */
export function imageChoices(image: string, file: string, sources: LinkSources): readonly Dockerfile[] {
  const name = withoutTag(image);
  if (sources.images.has(name) || linkImage(image, file, sources)) return [];
  const { dockerfiles, modules } = sources;
  const stated = new Set(bestTargets(name, file, sources.targets).map(({ dockerfile }) => dockerfile));
  if (stated.size > 0) return dockerfiles.filter((one) => stated.has(one.file));
  if (isPublic(name)) return [];
  const named = dockerfiles.filter((one) => namesOf(one, modules).includes(baseName(name)));
  return named.length > 0 ? named : belowFor(name, file, sources);
}

/** The Dockerfiles that an image may be built from, the likeliest first: for somebody who knows to choose from. */
export function imageCandidates(image: string, file: string, { dockerfiles, modules }: LinkSources): readonly Dockerfile[] {
  const name = withoutTag(image);
  if (isPublic(name)) return [];
  const short = baseName(name);
  const rank = (one: Dockerfile) => (namesOf(one, modules).includes(short) ? 100 : 0) + sharedFolders(one.file, file);
  return dockerfiles.toSorted((a, b) => rank(b) - rank(a));
}

/** The statements that fit an image best: the whole name before its end, a written name before a guessed one, close files before distant ones. */
function bestTargets(name: string, file: string, targets: readonly BuildTarget[]): readonly BuildTarget[] {
  const fitting = targets.filter((target) => sameImage(target.image, name) && !((target.guessed || target.image.startsWith('*')) && isPublic(name)));
  const rank = (target: BuildTarget) =>
    (target.image === name ? 2 : 0) + (target.guessed ? 0 : 1) + (WEIGHTS[target.source] ?? 0.2) + sharedFolders(target.statedIn, file) / 1000;
  const best = Math.max(...fitting.map(rank));
  return fitting.filter((target) => rank(target) === best);
}

/** What is made for Kubernetes counts before what is made for a developer's machine. */
const WEIGHTS: Readonly<Record<string, number>> = table({ skaffold: 0.4, compose: 0.1 });

/** A name without registry in one file means the same image with registry in the other. */
function sameImage(left: string, right: string): boolean {
  // `*/user`: the registry comes from a variable.
  if (left.startsWith('*/')) return right === left.slice(2) || right.endsWith(left.slice(1));
  return left === right || left.endsWith(`/${right}`) || right.endsWith(`/${left}`);
}

function byName(name: string, file: string, { dockerfiles, modules }: LinkSources): ImageLink | undefined {
  const short = baseName(name);
  const named = dockerfiles.filter((one) => namesOf(one, modules).includes(short));
  if (named.length < 2) return only(named, short);
  const closest = Math.max(...named.map((one) => sharedFolders(one.file, file)));
  return only(
    named.filter((one) => sharedFolders(one.file, file) === closest),
    short,
  );
}

/** What a Dockerfile may be called by: its folder, `Dockerfile.<name>`, `<name>.Dockerfile`, or the module beside it. */
function namesOf({ file }: Dockerfile, modules: readonly GoModule[]): string[] {
  const folder = folderOf(file);
  const own = /^(?:Dockerfile|Containerfile)\.(.+)$|^(.+)\.(?:[dD]ockerfile)$/.exec(baseName(file));
  if (own) return [(own[1] ?? own[2]) as string];
  const module = modules.find((one) => folderOf(one.file) === folder)?.path?.value;
  return [baseName(folder), ...(module === undefined ? [] : [baseName(module.replace(/\/v\d+$/, ''))])];
}

function byBeingAlone(name: string, file: string, sources: LinkSources): ImageLink | undefined {
  return only(belowFor(name, file, sources), baseName(folderOf(file)) || '.');
}

/** The Dockerfiles of the nearest folder that has any, where the image is the only one there that nobody else makes. */
function belowFor(name: string, file: string, { dockerfiles, imagesBelow }: LinkSources): readonly Dockerfile[] {
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    const below = dockerfiles.filter((one) => isBelow(folder, one.file));
    if (below.length > 0) {
      const own = [...imagesBelow(folder)].filter((image) => !isPublic(image));
      return own.length === 1 && own[0] === name ? below : [];
    }
    if (folder === '' || folder === '/' || /^[A-Za-z]:$/.test(folder)) return [];
  }
}

function only(found: readonly Dockerfile[], reason: string, manner = PLAIN): ImageLink | undefined {
  const [dockerfile, ...others] = found;
  return dockerfile && others.length === 0 ? { dockerfile, reason, manner } : undefined;
}

/** What all that is stated for an image says alike: the whole build goes before a part of it. Undefined where the stages differ. */
function agreed(manners: readonly Manner[]): Manner | undefined {
  const whole = manners.filter(({ target }) => target === undefined);
  const [first, ...others] = whole.length > 0 ? whole : manners;
  if (!first || others.some(({ target }) => target !== first.target)) return undefined;
  const same = [...first.arguments].filter(([name, value]) => others.every((one) => one.arguments.get(name) === value));
  return { target: first.target, arguments: new Map(same) };
}

/** Official images of Docker Hub that manifests often use; a workspace builds none of them under that name. */
const OFFICIAL = new Set(
  (
    'adminer alpine amazonlinux busybox caddy cassandra centos clickhouse consul couchbase couchdb debian docker drupal eclipse-mosquitto eclipse-temurin elasticsearch ' +
    'fedora fluentd ghost golang gradle grafana haproxy hello-world httpd influxdb java jenkins jetty kibana kong logstash mariadb maven memcached mongo mongo-express mysql ' +
    'nats neo4j nextcloud nginx node openjdk percona perl php postgres postgresql prometheus python rabbitmq redis redmine registry rethinkdb ruby rust solr sonarqube ' +
    'telegraf tomcat traefik ubuntu vault wordpress zookeeper'
  ).split(' '),
);

/** Registries and accounts whose images are made elsewhere. */
const PUBLIC =
  /^(?:registry\.k8s\.io|k8s\.gcr\.io|gcr\.io\/(?:google[-_]?\w*|distroless|cadvisor|kubebuilder)|quay\.io\/(?:prometheus|jetstack|coreos|prometheus-operator|kiwigrid|brancz)|mcr\.microsoft\.com|docker\.elastic\.co|public\.ecr\.aws|cgr\.dev|registry\.access\.redhat\.com|ghcr\.io\/(?:fluxcd|cloudnative-pg)|nvcr\.io|docker\.io\/(?:library|bitnami|istio|grafana|prom)|bitnami|bitnamilegacy|istio|grafana|prom|fluent|hashicorp|openzipkin|jaegertracing|otel|curlimages|nginxinc|kong|confluentinc|apache|envoyproxy|linkerd|argoproj)\//;

/** True for images that come from somebody else, by what their name says. */
export function isPublic(name: string): boolean {
  const reference = parseImageReference(name);
  if (!reference) return true;
  return (
    PUBLIC.test(`${name}/`) || PUBLIC.test(name) || (reference.repository.startsWith('library/') && OFFICIAL.has(reference.repository.slice('library/'.length)))
  );
}
