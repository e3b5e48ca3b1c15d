import type { Dockerfile, Stage } from '../../docker/dockerfile';
import type { ImageReference } from '../../docker/image-reference';
import { KNOWN_IMAGES } from '../../model/docker/known-images';
import { officialName, parseImageReference } from '../../model/docker/stage-facts';
import type { Project } from '../../model/project';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

/** Tags of Docker's official images without any version: `stable`, `lts-alpine`, `slim`. */
const CHANNEL =
  /^(?:stable|mainline|lts|current|edge|testing|unstable|rolling|devel|nightly|rc|alpine|slim|bullseye|bookworm|trixie)(?:-(?:alpine|slim|perl|otel|bullseye|bookworm|trixie|buster))*$/;

export default rule({
  id: 'base-image-mutable',
  summary: 'A stage builds on an image without a tag, or with a tag that moves with every release.',
  severity: 'warning',
  stage: 'build',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL3006', 'hadolint:DL3007', 'trivy:DS-0001', 'checkov:CKV_DOCKER_7', 'dockle:DKL-DI-0006'],
  scope: 'stage',

  *check({ dockerfile, stage }, project) {
    const { base, baseName, baseStage } = stage;
    if (baseStage || baseName === undefined || baseName === 'scratch' || baseName === '') return;
    // `FROM busybox 1.36`: that a colon is missing is told elsewhere.
    const [, second] = stage.from.words;
    if (second && second.value.toLowerCase() !== 'as') return;
    const reference = parseImageReference(baseName);
    if (!reference || reference.digest !== undefined) return;
    const { tag } = reference;
    // A channel of an official image goes on to the next major version one day.
    const isChannel = tag !== undefined && tag !== 'latest' && officialName(reference) !== undefined && CHANNEL.test(tag);
    if (tag !== undefined && tag !== 'latest' && !isChannel) return;
    // Distroless has tags for its variants only; the Debian release is part of the name.
    if (reference.registry === 'gcr.io' && /^distroless\/.*-debian\d+$/.test(reference.repository)) return;
    // There the name of a release is the version.
    if (isChannel && /^(?:debian|ubuntu|buildpack-deps)$/.test(officialName(reference) ?? '') && !/^(?:stable|testing|unstable|rolling|devel)/.test(tag))
      return;
    yield {
      at: base.at,
      ...(isChannel && { severity: 'info' as const }),
      message:
        reference.tag === undefined
          ? message`The image ${baseName} has no tag, so each build takes whatever is newest.`
          : message`The tag of ${baseName} moves with every release, so each build may take another image.`,
      fix: base.value.includes('$') ? [] : tagsFor(reference, stage, dockerfile, goMinor(project, dockerfile)),
    };
  },
});

/** What an image holds beside its version: `slim` and `alpine` have other programs than the image without them. */
const VARIANT = /(?<=^|-)(?:alpine|slim|musl|glibc|jre|jdk|perl|otel)\b/g;

function tagsFor({ name, tag = '' }: ImageReference, stage: Stage, dockerfile: Dockerfile, go: string | undefined): Fix[] {
  const { base } = stage;
  const short = name.replace(/^(?:docker\.io\/)?(?:library\/)?/, '');
  const known = KNOWN_IMAGES[short] ?? KNOWN_IMAGES[name] ?? [];
  // The module says which release of Go it wants; a newer one than the newest that we know is not ours to name.
  const tags = short === 'golang' && go !== undefined ? [go, `${go}-alpine`] : known;
  const isSame = (other: string) => variantOf(other) === variantOf(tag);
  // Another variant may lack what a RUN needs.
  const runs = dockerfile.stages.some((one) => (one === stage || one.baseStage === stage) && one.instructions.some(({ keyword }) => keyword === 'RUN'));
  const wanted = [...tags.filter(isSame), ...tags.filter((other) => !runs && !isSame(other))].slice(0, 3);
  return wanted.map((one) => ({ title: message`Build on ${`${name}:${one}`}`, safe: false, edits: [{ at: base.at, text: `${name}:${one}` }] }));
}

function variantOf(tag: string): string {
  return (tag.match(VARIANT) ?? []).join('-');
}

function goMinor(project: Project, dockerfile: Parameters<Project['moduleOf']>[0]): string | undefined {
  return /^\d+\.\d+/.exec(project.moduleOf(dockerfile)?.go?.value ?? '')?.[0];
}
