import { folderOf, resolvePath } from '../../text/path';
import type { Value } from '../../yaml/value';
import type { SourceDocument } from '../document';

/** A statement in the workspace that an image is built from a Dockerfile. */
export interface BuildTarget {
  /** The image's name without tag, as written. */
  readonly image: string;
  /** Path of the Dockerfile. */
  readonly dockerfile: string;
  readonly context: string;
  /** What states it: `skaffold`, `compose` … */
  readonly source: string;
  readonly statedIn: string;
  /** The image's name is not written: a Compose service gives its own name to what it builds. */
  readonly guessed: boolean;
}

/** The build targets that the skaffold and Compose files of a workspace state. */
export function buildTargets(documents: readonly SourceDocument[]): BuildTarget[] {
  return documents.flatMap(({ file, root, classification }) => {
    if (!root) return [];
    if (classification.kind === 'skaffold') return root.items('build', 'artifacts').flatMap((artifact) => skaffoldTarget(file, artifact));
    if (classification.kind === 'compose') return root.fields('services').flatMap(({ name, value }) => composeTarget(file, name, value));
    return [];
  });
}

function skaffoldTarget(file: string, artifact: Value): BuildTarget[] {
  const image = artifact.string('image')?.value;
  if (image === undefined || artifact.get('ko') || artifact.get('buildpacks') || artifact.get('jib')) return [];
  const context = resolvePath(folderOf(file), artifact.string('context')?.value ?? '.');
  const dockerfile = artifact.string('docker', 'dockerfile')?.value ?? 'Dockerfile';
  return [{ image: withoutTag(image), dockerfile: resolvePath(context, dockerfile), context, source: 'skaffold', statedIn: file, guessed: false }];
}

function composeTarget(file: string, service: string, value: Value): BuildTarget[] {
  const build = value.given('build');
  if (!build) return [];
  const context = resolvePath(folderOf(file), build.string()?.value ?? build.string('context')?.value ?? '.');
  const dockerfile = build.string('dockerfile')?.value ?? 'Dockerfile';
  const image = value.string('image')?.value;
  return [
    {
      image: withoutTag(image ?? service),
      dockerfile: resolvePath(context, dockerfile),
      context,
      source: 'compose',
      statedIn: file,
      guessed: image === undefined,
    },
  ];
}

/** An image name without tag and digest. */
export function withoutTag(image: string): string {
  const plain = image.split('@')[0] as string;
  const colon = plain.lastIndexOf(':');
  return colon > plain.lastIndexOf('/') ? plain.slice(0, colon) : plain;
}
