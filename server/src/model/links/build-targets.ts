import { baseName, folderOf, resolvePath } from '../../text/path';
import type { Span } from '../../text/span';
import type { Value } from '../../yaml/value';
import type { SourceDocument } from '../document';
import { bakeTargets } from './bake';
import { type BuildStatement, buildCommands } from './build-commands';
import { type LoadedImage, loadedImages } from './loaded-images';
import { type Manner, PLAIN } from './manner';
import { pipelineStatements } from './pipelines';

/** A statement in the workspace that an image is built from a Dockerfile. */
export interface BuildTarget {
  /** The image's name without tag, as written. */
  readonly image: string;
  /** Path of the Dockerfile. */
  readonly dockerfile: string;
  /** Undefined where it is not certain. */
  readonly context: string | undefined;
  readonly manner: Manner;
  /** What states it: `skaffold`, `compose`, `Makefile` … */
  readonly source: string;
  readonly statedIn: string;
  /** Where the image's name is written, or what stands for it. */
  readonly at: Span;
  /** The image's name is not written: a Compose service gives its own name to what it builds. */
  readonly guessed: boolean;
}

/** A Makefile, script or other file of commands. */
export interface BuildScript {
  readonly file: string;
  readonly text: string;
  readonly statements: readonly BuildStatement[];
  readonly loaded: readonly LoadedImage[];
}

/** Reads what a file that is no YAML says about the images it builds. */
export function readBuildScript(file: string, text: string): BuildScript {
  const loaded = loadedImages(file, text);
  return { file, text, loaded, statements: /bake[\w.-]*\.(?:hcl|json)$/.test(baseName(file)) ? bakeTargets(file, text) : buildCommands(file, text) };
}

/** What Makefiles, scripts, bake files and pipelines state, where the Dockerfile that they mean exists. */
export function scriptTargets(scripts: readonly BuildScript[], pipelines: readonly SourceDocument[], exists: (file: string) => boolean): BuildTarget[] {
  return [
    ...scripts.flatMap(({ file, statements }) => statements.flatMap((statement) => resolveStatement(file, statement, baseName(file), exists))),
    ...pipelines.flatMap((document) =>
      pipelineStatements(document).flatMap((statement) => resolveStatement(document.file, statement, baseName(document.file), exists)),
    ),
  ];
}

/** Pipelines run in the root of the repository, Makefiles mostly in their own folder, scripts anywhere: the first folder counts in which the Dockerfile exists. */
function resolveStatement(file: string, statement: BuildStatement, source: string, exists: (file: string) => boolean): BuildTarget[] {
  const { image, dockerfile, context, folder, at, manner = PLAIN } = statement;
  for (const base of basesOf(file)) {
    const root = resolvePath(base, folder === '' ? '.' : folder);
    const inContext = context === undefined ? undefined : resolvePath(root, context);
    const named =
      dockerfile === undefined
        ? [inContext === undefined ? undefined : resolvePath(inContext, 'Dockerfile')]
        : // The command takes it from where it runs; kaniko and bake from the context.
          [resolvePath(root, dockerfile), inContext === undefined ? undefined : resolvePath(inContext, dockerfile)];
    const found = named.find((one) => one !== undefined && exists(one));
    if (found === undefined) continue;
    const isCertain = !/\.sh$|^Jenkinsfile/.test(source);
    return [{ image, dockerfile: found, context: isCertain ? inContext : undefined, manner, source, statedIn: file, at, guessed: false }];
  }
  return [];
}

function basesOf(file: string): string[] {
  const hidden = /^(.*?)\/?\.(?:github|gitlab|circleci|woodpecker|buildkite|azure-pipelines|tekton)\//.exec(file);
  const bases = hidden ? [hidden[1] as string] : [];
  for (let folder = folderOf(file); bases.length < 6; folder = folderOf(folder)) {
    bases.push(folder);
    if (folder === '' || folder === '/') break;
  }
  return bases;
}

/** The build targets that the skaffold and Compose files of a workspace state. */
export function buildTargets(documents: readonly SourceDocument[]): BuildTarget[] {
  return documents.flatMap(({ file, root, classification }) => {
    if (!root) return [];
    if (classification.kind === 'skaffold') return root.items('build', 'artifacts').flatMap((artifact) => skaffoldTarget(file, artifact));
    if (classification.kind === 'compose') return root.fields('services').flatMap(({ name, at, value }) => composeTarget(file, name, at, value));
    return [];
  });
}

function skaffoldTarget(file: string, artifact: Value): BuildTarget[] {
  const written = artifact.string('image');
  const image = written?.value;
  if (written === undefined || image === undefined || artifact.get('ko') || artifact.get('buildpacks') || artifact.get('jib')) return [];
  const context = resolvePath(folderOf(file), artifact.string('context')?.value ?? '.');
  const dockerfile = artifact.string('docker', 'dockerfile')?.value ?? 'Dockerfile';
  return [
    {
      image: withoutTag(image),
      dockerfile: resolvePath(context, dockerfile),
      context,
      manner: mannerOf(artifact.string('docker', 'target')?.value, artifact.get('docker', 'buildArgs')),
      source: 'skaffold',
      statedIn: file,
      at: written.at,
      guessed: false,
    },
  ];
}

/** A stage and the arguments of a map or of a list of `NAME=value`; what is not a plain text is left out. */
function mannerOf(target: string | undefined, given: Value | undefined): Manner {
  const pairs = [
    ...(given?.fields() ?? []).map(({ name, value }) => [name, value.words] as const),
    ...(given?.strings() ?? []).map(({ value }) => [value.split('=')[0] ?? '', value.includes('=') ? value.slice(value.indexOf('=') + 1) : undefined] as const),
  ];
  return { target, arguments: new Map(pairs.flatMap(([name, value]) => (value === undefined || /[${]/.test(value) ? [] : [[name, value] as const]))) };
}

function composeTarget(file: string, service: string, at: Span, value: Value): BuildTarget[] {
  const build = value.given('build');
  if (!build) return [];
  const context = resolvePath(folderOf(file), build.string()?.value ?? build.string('context')?.value ?? '.');
  const dockerfile = build.string('dockerfile')?.value ?? 'Dockerfile';
  const written = value.string('image');
  const image = written?.value;
  return [
    {
      image: withoutTag(image ?? service),
      dockerfile: resolvePath(context, dockerfile),
      context,
      manner: mannerOf(build.string('target')?.value, build.get('args')),
      source: 'compose',
      statedIn: file,
      at: written?.at ?? at,
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
