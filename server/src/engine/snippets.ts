import dockerfileSnippets from '../../../snippets/dockerfile.json';
import kubernetesSnippets from '../../../snippets/kubernetes.json';
import type { Dockerfile } from '../docker/dockerfile';
import type { Container } from '../model/container';
import type { Pod } from '../model/pod';
import { listenPorts } from '../model/program';
import type { Chain, Project } from '../model/project';
import { workloadOf } from '../model/workload';
import type { Message } from '../text/message';
import type { Span } from '../text/span';
import type { Cursor } from './cursor';

/**
 * A snippet of `snippets/*.json`. Editors offer them by prefix anywhere; here they are offered where they are legal, with
 * what is known of the place filled in. `place`, `field` and `variant` are ours, the rest is VS Code's format.
 */
export interface Snippet {
  readonly prefix: readonly string[];
  readonly description: string;
  /** Where it is legal: in a container, among its resources or the items of its `env`, in a pod's spec, or in a Dockerfile. */
  readonly place: 'container' | 'resources' | 'env' | 'pod' | 'dockerfile';
  /** The key that it writes (for `env`: the variable); it must not be there yet. */
  readonly field: string;
  /** Tells apart the snippets of one field. */
  readonly variant?: string;
  readonly body: readonly string[];
}

/** A snippet for a place. */
export interface Offer {
  readonly label: string;
  readonly variant: Message | undefined;
  readonly description: Message;
  readonly replaces: Span;
  /** Snippet syntax, with the indentation of the place on every line but the first. */
  readonly text: string;
  /** The lines without indentation, for people to look at. */
  readonly lines: readonly string[];
}

export const yamlSnippets: readonly Snippet[] = Object.values(kubernetesSnippets as Record<string, Snippet>);
export const dockerSnippets: readonly Snippet[] = Object.values(dockerfileSnippets as Record<string, Snippet>);

/** The snippets that are legal at a place in a manifest and not there yet. */
export function offersAt(cursor: Cursor, project: Project): Offer[] {
  if (cursor.position === 'value' || cursor.hasColon || cursor.flow || !cursor.object || cursor.document.classification.kind === 'helm-template') return [];
  const pod = workloadOf(cursor.object)?.pod;
  const place = pod && placeOf(pod, cursor);
  if (!place) return [];
  return yamlSnippets.filter((snippet) => snippet.place === place.kind && isFree(snippet, place)).map((snippet) => toOffer(snippet, place, cursor, project));
}

/** The snippets that are legal at a place in a Dockerfile: a whole one, where none is begun. */
export function dockerOffersAt(dockerfile: Dockerfile, offset: number, project: Project): Offer[] {
  const { file, text } = dockerfile;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const [word = ''] = /^\w*/.exec(text.slice(lineStart)) ?? [];
  if (offset > lineStart + word.length || !/^[ \t]*\r?$/m.test(text.slice(lineStart + word.length).split('\n')[0] ?? '')) return [];
  if (/^[ \t]*FROM[ \t]+\S/im.test(text)) return [];
  const go = project.moduleOf(dockerfile);
  const version = /^\d+\.\d+/.exec(go?.go?.value ?? '')?.[0];
  const name = /[\w.-]+$/.exec((go?.path?.value ?? '').replace(/\/v\d+$/, ''))?.[0];
  const fill = (line: string) =>
    line
      .replace(/(golang:\$\{\d+:)[\d.]+\}/, (all, lead: string) => (version === undefined ? all : `${lead}${version}}`))
      .replaceAll(/(\$\{\d+:)app\}/g, (all, lead: string) => (name === undefined ? all : `${lead}${name}}`));
  return dockerSnippets.map((snippet) => {
    const lines = snippet.body.map(fill);
    return { ...shown(snippet), replaces: { file, start: lineStart, end: lineStart + word.length }, lines, text: lines.join('\n') };
  });
}

interface Place {
  readonly kind: Snippet['place'];
  readonly container: Container | undefined;
  /** Keys, or names of variables, that are there already. */
  readonly taken: readonly string[];
}

function placeOf(pod: Pod, cursor: Cursor): Place | undefined {
  const path = cursor.map?.path;
  if (path === undefined) return undefined;
  const taken = cursor.siblings;
  if (path === pod.value.path) return { kind: 'pod', container: undefined, taken };
  for (const container of pod.allContainers) {
    const own = container.value.path;
    if (path === own) return { kind: 'container', container, taken };
    if (path === `${own}.resources`) return { kind: 'resources', container, taken };
    // An item that has keys already is a variable of its own.
    if (path.startsWith(`${own}.env[`) && taken.length === 0) {
      return { kind: 'env', container, taken: container.environment.flatMap(({ name }) => name?.value ?? []) };
    }
  }
  return undefined;
}

function isFree({ field }: Snippet, { container, taken }: Place): boolean {
  if (taken.includes(field)) return false;
  // The API server refuses probes of containers that end before the others start, and most of what ephemeral ones could have.
  if (field.endsWith('Probe')) return container?.role === 'main' || container?.role === 'sidecar';
  return field !== 'resources' || container?.role !== 'ephemeral';
}

function toOffer(snippet: Snippet, { container }: Place, cursor: Cursor, project: Project): Offer {
  const chain = container && project.chainOf(container);
  const lines = snippet.body.map((line) => withMemory(withPort(line, snippet.variant === 'gRPC', container, chain), container));
  return { ...shown(snippet), replaces: cursor.word, lines, text: lines.join(`\n${' '.repeat(cursor.column)}`) };
}

function shown({ field, variant, description }: Snippet): Pick<Offer, 'label' | 'variant' | 'description'> {
  return { label: field, variant: variant === undefined ? undefined : { template: variant, values: [] }, description: { template: description, values: [] } };
}

/** Puts the container's own port in the place of the usual one; a probe over gRPC takes no name. */
function withPort(line: string, isGrpc: boolean, container: Container | undefined, chain: Chain | undefined): string {
  return line.replace(/(port: \$\{\d+:)(\d+)\}/, (_, lead: string, usual: string) => `${lead}${portOf(container, chain, isGrpc) ?? usual}}`);
}

function portOf(container: Container | undefined, chain: Chain | undefined, isGrpc: boolean): string | number | undefined {
  const declared = container?.ports.filter(({ protocol, number }) => protocol === 'TCP' && number !== undefined) ?? [];
  const wanted = isGrpc ? /grpc/i : /^(?:http|web|api)/i;
  const other = isGrpc ? /http|metrics|admin/i : /grpc|metrics|admin/i;
  const port = declared.find(({ name }) => name && wanted.test(name.value)) ?? declared.find(({ name }) => !name || !other.test(name.value));
  if (isGrpc) return port?.number?.value;
  const first = port ?? declared[0];
  if (first) return first.name?.value ?? first.number?.value;
  const listens = chain?.program && listenPorts(chain.program, { environment: chain.environment }, chain.unknownEnvironment);
  return listens?.[0]?.port ?? chain?.image.exposes.find(({ protocol }) => protocol.toUpperCase() === 'TCP')?.port.value;
}

/** 90 % of the container's memory limit, where it has one. */
function withMemory(line: string, container: Container | undefined): string {
  const limit = container?.limits.get('memory')?.amount;
  return limit === undefined ? line : line.replace(/(\$\{\d+:)\d+MiB\}/, (_, lead: string) => `${lead}${Math.floor((limit * 0.9) / 1024 / 1024)}MiB}`);
}
