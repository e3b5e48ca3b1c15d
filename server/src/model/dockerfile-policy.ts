import type { ImageReference } from '../docker/image-reference';

/** What the user demands of Dockerfiles beyond what Docker does. */
export interface DockerfilePolicy {
  /** Where images may come from: `ghcr.io`, `*.example.com`, `docker.io/library`. Undefined where any will do. */
  readonly trustedRegistries: readonly string[] | undefined;
  /** The labels that an image must have, and what the value of each must be. */
  readonly labels: ReadonlyMap<string, LabelKind>;
  /** Whether an image may have other labels than those. */
  readonly otherLabels: 'allowed' | 'reported';
}

export type LabelKind = 'text' | 'url' | 'semver' | 'rfc3339' | 'hash' | 'license' | 'email';

export const NO_POLICY: DockerfilePolicy = { trustedRegistries: undefined, labels: new Map(), otherLabels: 'allowed' };

/** Whether an image comes from one of the places: a registry, or what lies below a path of one. */
export function comesFrom({ registry, repository }: ImageReference, places: readonly string[]): boolean {
  const full = `${registry}/${repository}`.toLowerCase();
  return places.some((place) => {
    const [host = '', ...folders] = place.toLowerCase().replace(/\/+$/, '').split('/');
    const isHost = host === '*' || (host.startsWith('*.') ? registry.toLowerCase().endsWith(host.slice(1)) : registry.toLowerCase() === canonical(host));
    return isHost && (folders.length === 0 || `${full}/`.startsWith(`${registry.toLowerCase()}/${folders.join('/')}/`));
  });
}

/** `index.docker.io` is another name of `docker.io` (github.com/distribution/reference, normalize.go). */
function canonical(host: string): string {
  return host === 'index.docker.io' ? 'docker.io' : host;
}
