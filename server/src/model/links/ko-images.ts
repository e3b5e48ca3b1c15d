import type { Dockerfile } from '../../docker/dockerfile';
import { readDockerfile } from '../../docker/read';
import { baseName, folderOf, isBelow, resolvePath, sharedFolders } from '../../text/path';
import type { Located, Span } from '../../text/span';
import type { SourceDocument } from '../document';
import { finalImage, type Image } from '../image';
import { isPackageOf } from '../known-modules';
import { type GoPackages, type Program, programsOf } from '../program';

/** What `ko://…` names. */
export interface KoPackage {
  readonly importPath: string;
  /** Undefined where the package is none that ko can make an image of. */
  readonly program: Program | undefined;
  /** The module of the workspace to which it would belong. */
  readonly group: GoPackages | undefined;
  /** The folder where it would lie. */
  readonly directory: string | undefined;
  /** The name of the package that is there. */
  readonly packageName: string | undefined;
  /** The import paths of the programs there are. */
  readonly programs: readonly string[];
}

const SCHEME = 'ko://';

export function isKoImage(image: string): boolean {
  return image.startsWith(SCHEME);
}

/** Undefined for what is no image of ko, or where it may mean something outside of the workspace. */
export function koPackage(image: string, groups: readonly GoPackages[]): KoPackage | undefined {
  if (!isKoImage(image) || groups.length === 0) return undefined;
  const importPath = image.slice(SCHEME.length);
  // A path from where ko runs, which is the module's root.
  const [first, ...others] = groups;
  const isRelative = importPath.startsWith('./');
  if (isRelative && others.length > 0) return undefined;
  const group = isRelative ? first : ownerOf(importPath, groups);
  const root = group?.module.path?.value;
  const inside = isRelative ? importPath : root === undefined ? undefined : importPath.slice(root.length + 1);
  const directory = group && inside !== undefined ? resolvePath(group.folder, inside || '.') : undefined;
  const files = directory === undefined ? undefined : group?.packages.get(directory);
  return {
    importPath,
    program: group && programsOf(group).find((program) => program.directory === directory),
    group,
    directory,
    packageName: files?.find(({ packageName }) => packageName !== undefined)?.packageName,
    programs: groups.flatMap((one) => programsOf(one).flatMap((program) => pathOf(program, one) ?? [])),
  };
}

/** The innermost module that a package belongs to. */
function ownerOf(importPath: string, groups: readonly GoPackages[]): GoPackages | undefined {
  return groups
    .filter(({ module: { path } }) => path && isPackageOf(path.value, importPath))
    .toSorted((a, b) => (b.module.path?.value.length ?? 0) - (a.module.path?.value.length ?? 0))[0];
}

function pathOf({ directory }: Program, { module, folder }: GoPackages): string | undefined {
  const path = module.path?.value;
  if (path === undefined || directory === folder) return path;
  return `${path}/${folder === '' ? directory : directory.slice(folder.length + 1)}`;
}

/** ko's own, since 0.12 (ko.build/configuration). What it was before, distroless/static:nonroot, holds the same. */
const DEFAULT_BASE = 'cgr.dev/chainguard/static:latest';

/** True for a text that sets in the environment what ko builds on. */
export function choosesKoBase(text: string): boolean {
  return text.includes('KO_DEFAULTBASEIMAGE');
}

/**
 * The image that ko makes of a package, as if a Dockerfile said so: all of it has the place of the image's name in the
 * manifest, but for a base that `.ko.yaml` names. A base that the environment may choose is unknown.
 */
export function koImage(
  name: Located<string>,
  { importPath, directory }: KoPackage,
  configurations: readonly SourceDocument[],
  mayOverride: boolean,
): Image | undefined {
  const base = mayOverride ? undefined : baseOf(importPath, directory ?? '', configurations);
  const program = baseName(importPath);
  // ko.build/configuration and pkg/build/gobuild.go: the program, static assets, and both in the environment.
  const text = [
    `FROM ${base?.value ?? 'unknown.invalid/base'}`,
    `ENV KO_DATA_PATH=/var/run/ko`,
    'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/ko-app',
    `COPY ${program} /ko-app/${program}`,
    'COPY kodata /var/run/ko',
    `ENTRYPOINT ["/ko-app/${program}"]`,
  ].join('\n');
  const dockerfile = placed(readDockerfile(name.at.file, text), (start) => (start < text.indexOf('\n') && base?.at ? base.at : name.at));
  const image = finalImage(dockerfile);
  return image && { ...image, ko: true };
}

/** Undefined where it is not certain which configuration holds, or it says something that is not understood. */
function baseOf(importPath: string, directory: string, configurations: readonly SourceDocument[]): { value: string; at: Span | undefined } | undefined {
  const own = configurations.filter(({ file }) => /(?:^|\/)\.ko\.ya?ml$/.test(file));
  const [nearest] = own
    .filter(({ file }) => isBelow(folderOf(file), directory))
    .toSorted((a, b) => sharedFolders(b.file, `${directory}/x`) - sharedFolders(a.file, `${directory}/x`));
  if (!nearest) return own.length === 0 ? { value: DEFAULT_BASE, at: undefined } : undefined;
  const { root } = nearest;
  const override = root?.string('baseImageOverrides', importPath);
  const chosen = override ?? root?.string('defaultBaseImage');
  if (chosen) return /^[\w./:@-]+$/.test(chosen.value) ? chosen : undefined;
  return root?.given('defaultBaseImage') ? undefined : { value: DEFAULT_BASE, at: undefined };
}

/** The same tree with other places. What occurs twice stays one thing. */
function placed(dockerfile: Dockerfile, placeOf: (start: number) => Span): Dockerfile {
  const known = new Map<object, unknown>();
  const copy = (value: unknown): unknown => {
    if (typeof value === 'function') return () => placeOf(Number.POSITIVE_INFINITY);
    if (typeof value !== 'object' || value === null) return value;
    if (known.has(value)) return known.get(value);
    if ('start' in value && 'end' in value && 'file' in value) return placeOf(Number(value.start));
    const made: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
    known.set(value, made);
    for (const [key, inner] of Object.entries(value)) (made as Record<string, unknown>)[key] = copy(inner);
    return made;
  };
  return copy(dockerfile) as Dockerfile;
}
