import { replaceValue } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Registries that were given up, and where their images are now. Sources: the page of the rule. */
const MOVED: readonly { readonly from: RegExp; readonly to: (rest: string) => string | undefined }[] = [
  // kubernetes.io/blog/2023/03/10/image-registry-redirect: frozen on 3 April 2023.
  { from: /^k8s\.gcr\.io\//, to: (rest) => `registry.k8s.io/${rest}` },
  { from: /^(?:gcr\.io\/google[-_]containers|(?:eu|us|asia)\.gcr\.io\/k8s-artifacts-prod)\//, to: (rest) => `registry.k8s.io/${rest}` },
  // docs.github.com: the Docker registry of GitHub became ghcr.io.
  {
    from: /^docker\.pkg\.github\.com\//,
    to: (rest) => (/^[^/]+\/[^/]+\/[^/]+$/.test(rest) ? `ghcr.io/${rest.replace(/^([^/]+)\/[^/]+\//, '$1/')}` : undefined),
  },
];

/** bitnami/charts#35164: versions other than `latest` were moved on 29 September 2025. */
const BITNAMI = /^(?:docker\.io\/)?bitnami\/(.+)$/;

export default rule({
  id: 'registry-outdated',
  summary: 'An image is pulled from a registry that was given up.',
  severity: 'warning',
  stage: 'pull',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kubescape:C-0253'],
  scope: 'container',

  *check({ image, reference, value }) {
    const written = value.get('image');
    if (!image || !reference || !written) return;
    for (const { from, to } of MOVED) {
      const registry = from.exec(image.value)?.[0];
      if (registry === undefined) continue;
      const moved = to(image.value.slice(registry.length));
      const name = registry.replace(/\/$/, '');
      yield {
        at: image.at,
        message: message`The registry ${name} was given up; nothing new comes to it, and it may vanish.`,
        ...(moved !== undefined && { fix: { title: message`Use ${moved}`, safe: false, edits: [replaceValue(written, moved)] } }),
      };
      return;
    }
    const bitnami = BITNAMI.exec(image.value)?.[1];
    if (bitnami === undefined || reference.tag === undefined || reference.tag === 'latest' || reference.digest !== undefined) return;
    const moved = `docker.io/bitnamilegacy/${bitnami}`;
    yield {
      at: image.at,
      message: message`Bitnami took its versioned images from Docker Hub; the old ones lie unchanged in ${'bitnamilegacy'}.`,
      fix: { title: message`Use ${moved}`, safe: false, edits: [replaceValue(written, moved)] },
    };
  },
});
