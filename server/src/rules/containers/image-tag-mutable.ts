import { replaceValue } from '../../fix/fields';
import type { Container } from '../../model/container';
import type { SourceDocument } from '../../model/document';
import type { Project } from '../../model/project';
import { remember } from '../../model/remember';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'image-tag-mutable',
  summary: 'An image without a tag, or with `latest`: what runs changes without a change here.',
  severity: 'warning',
  stage: 'pull',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: [
    'kube-linter:latest-tag',
    'kube-score:container-image-tag',
    'polaris:tagNotSpecified',
    'checkov:CKV_K8S_14',
    'trivy:KSV-0013',
    'monokle:KBP001',
    'kubescape:C-0075',
    'monokle:KBP116',
    'datree:CONTAINERS_MISSING_IMAGE_VALUE_VERSION',
    'popeye:POP-100',
    'popeye:POP-101',
  ],
  scope: 'container',

  *check(container, project) {
    const { reference, image, value, role, pod } = container;
    const written = value.get('image');
    if (!reference || !image || !written || role === 'ephemeral' || reference.digest !== undefined) return;
    if ((reference.tag !== undefined && reference.tag !== 'latest') || isReplaced(reference.name, project)) return;
    const tag = onlyTag(container, project);
    const wanted = tag && `${reference.name}:${tag}`;
    yield {
      at: image.at,
      // A pod by itself is never rolled out, and is mostly there to try something.
      ...(pod.owner.kind.value === 'Pod' && { severity: 'info' }),
      message:
        reference.tag === undefined
          ? message`${image.value} has no tag, so each node may run another version of it.`
          : message`The tag ${'latest'} moves, so each node may run another version of ${reference.name}.`,
      ...(wanted !== undefined && { fix: { title: message`Use ${wanted}, as elsewhere`, safe: false, edits: [replaceValue(written, wanted)] } }),
    };
  },
});

/** What deploys puts the tag in: a kustomization's `images`, or skaffold, which builds the image. */
function isReplaced(name: string, project: Project): boolean {
  return kustomized(project.documentsOf('kustomization')).has(name) || built(project.documentsOf('skaffold')).has(name);
}

const kustomized = remember((documents: readonly SourceDocument[]) => namesIn(documents, ['images'], 'name'));
const built = remember((documents: readonly SourceDocument[]) => namesIn(documents, ['build', 'artifacts'], 'image'));

function namesIn(documents: readonly SourceDocument[], way: readonly string[], key: string): ReadonlySet<string> {
  return new Set(documents.flatMap(({ root }) => root?.items(...way).flatMap((item) => item.string(key)?.value ?? []) ?? []));
}

/** The tag that other containers run of this image, where they agree. */
function onlyTag({ reference }: Container, project: Project): string | undefined {
  const tags = new Set(reference && project.imagesRun(reference.name).flatMap(({ tag }) => (tag === undefined || tag === 'latest' ? [] : tag)));
  return tags.size === 1 ? [...tags][0] : undefined;
}
