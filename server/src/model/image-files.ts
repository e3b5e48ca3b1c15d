import type { Dockerfile, Stage } from '../docker/dockerfile';
import { baseName, folderOf, isBelow, resolvePath } from '../text/path';
import { builtFiles, type GoBuild, goBuilds } from './go-build';
import { buildImage, type Copy, type Image } from './image';
import { isOpaque } from './image-contents';
import { startOf } from './image-start';

/** A program that a `go build` of the Dockerfile makes and that ends up in an image. */
export interface Landed {
  readonly build: GoBuild;
  /** Where it lies in the image; undefined where that is not known. */
  readonly path: string | undefined;
  /** The copy that brings it; undefined where it is built in the image itself. */
  readonly copy: Copy | undefined;
}

/** The Go programs in an image, whether built there or copied from other stages. */
export function landedBuilds(image: Image, modulePath?: string): readonly Landed[] {
  if (goBuilds(image.dockerfile).length === 0) return [];
  // From the first stage on, so that a long row of copies needs no deep stack.
  for (const stage of image.dockerfile.stages.slice(0, image.stage.index)) landedIn(image.dockerfile, stage, modulePath);
  return landIn(image, modulePath);
}

/** Those in the image of a whole stage, found once. */
function landedIn(dockerfile: Dockerfile, stage: Stage, modulePath: string | undefined): readonly Landed[] {
  const known = LANDED.get(stage) ?? new Map<string | undefined, readonly Landed[]>();
  LANDED.set(stage, known);
  const landed = known.get(modulePath) ?? landIn(buildImage(dockerfile, stage), modulePath);
  known.set(modulePath, landed);
  return landed;
}

const LANDED = new WeakMap<Stage, Map<string | undefined, readonly Landed[]>>();

function landIn(image: Image, modulePath: string | undefined): readonly Landed[] {
  const landed: Landed[] = [];
  for (const build of goBuilds(image.dockerfile)) {
    if (!image.lineage.includes(build.stage)) continue;
    for (const path of builtFiles(build, modulePath) ?? [undefined]) landed.push({ build, path, copy: undefined });
  }
  for (const copy of image.copies) {
    const stage = stageOf(image, copy);
    if (!stage || stage.index >= image.stage.index) continue;
    const source = buildImage(image.dockerfile, stage);
    const there = landedIn(image.dockerfile, stage, modulePath);
    for (const one of there) {
      const path = one.path === undefined ? lonelyPath(there, source, copy) : pathAfter(copy, one.path);
      if (path !== undefined) landed.push({ build: one.build, path, copy });
    }
  }
  return landed;
}

/** The stage of the Dockerfile that a copy takes from. */
export function stageOf({ dockerfile, stage }: Image, { from }: Copy): Stage | undefined {
  if (!from) return undefined;
  const name = from.value.toLowerCase();
  const earlier = dockerfile.stages.filter(({ index }) => index < stage.index);
  return earlier.findLast((one) => one.name?.value === name) ?? (/^\d+$/.test(name) ? earlier[Number(name)] : undefined);
}

/** Where a file of the source image lies after a copy that takes it, by itself or with its folder. */
function pathAfter(copy: Copy, file: string): string | undefined {
  for (const { value } of copy.sources) {
    const from = resolvePath('/', value);
    if (from === file) return isIntoDirectory(copy) ? resolvePath(copy.destination, baseName(file)) : copy.destination;
    if (isBelow(from, file)) return resolvePath(copy.destination, file.slice(from === '/' ? 1 : from.length + 1));
    if (/[*?]/.test(value) && folderOf(from) === folderOf(file) && globMatches(baseName(from), baseName(file)))
      return resolvePath(copy.destination, baseName(file));
  }
  return undefined;
}

/** Folders that every image with a file system of its own has, so that a copy onto them goes into them. */
const FOLDERS = /^\/(?:|bin|sbin|etc|opt|usr|usr\/bin|usr\/sbin|usr\/local|usr\/local\/bin|usr\/local\/sbin|root|home|srv|tmp|var)$/;

/** `COPY server /app` makes a file `/app`, or goes into it where that is a folder already. */
export function isIntoDirectory({ destination, intoDirectory, stage }: Copy): boolean {
  return intoDirectory || destination === '/' || (stage.baseName !== 'scratch' && FOLDERS.test(destination));
}

/** Where the only thing that a stage makes is of unknown name, a copy from that stage takes it. */
function lonelyPath(there: readonly Landed[], source: Image, copy: Copy): string | undefined {
  if (there.length !== 1 || isOpaqueBuilder(source) || copy.sources.length !== 1 || copy.intoDirectory) return undefined;
  const [only] = copy.sources;
  return only && !/[*?]|(?:^|\/)(?:etc|usr\/share|usr\/lib|lib|templates|static|migrations|config|public|assets)(?:\/|$)|\.\w+$|\/$/.test(only.value)
    ? copy.destination
    : undefined;
}

/** A stage in which something else than the visible `go build` may have made the program. */
export function isOpaqueBuilder(image: Image): boolean {
  return image.commands.some(({ words, nested }) => {
    const texts = words.map(({ value }) => baseName(value));
    if (texts.some((text) => /^(?:make|mage|task|just|goreleaser|bazel|ko|xx-go|xgo)$/.test(text) || /\.(?:sh|bash)$/.test(text))) return true;
    return nested && texts[0] === 'go' && texts[1] === 'build';
  });
}

export type Presence = 'there' | 'maybe' | 'missing';

/** Whether a file lies at an absolute path of the image. `missing` means that every instruction says it does not. */
export function presenceOf(image: Image, path: string, modulePath?: string): Presence {
  if (landedBuilds(image, modulePath).some((landed) => landed.path === path)) return 'there';
  let found: Presence = 'missing';
  for (const copy of image.copies) {
    const { destination, sources, from } = copy;
    const stage = stageOf(image, copy);
    for (const { value } of sources) {
      const name = baseName(resolvePath('/', value));
      if (resolvePath(destination, name) === path || destination === path) found = 'maybe';
      // What a folder holds that is copied is not known, but for a file whose source is the build's own output.
      else if (isBelow(destination, path) && !isKnownFile(value, stage, image, modulePath)) found = 'maybe';
      else if (value.includes('$') || /[*?]/.test(value)) found = 'maybe';
    }
    if (sources.length === 0 && (destination === path || isBelow(destination, path))) found = 'maybe';
    if (from && !stage && isBelow(destination, path)) found = 'maybe';
  }
  if (found !== 'missing') return found;
  const name = baseName(path);
  // What a `go build` names is known by what it writes.
  const own = new Set(goBuilds(image.dockerfile).map(({ command }) => command.at.start));
  const ran = isOpaque(image) || image.commands.some(({ words, at }) => !own.has(at.start) && words.some(({ value }) => value.includes(name)));
  const hidden = image.lineage.some((stage) =>
    goBuilds(image.dockerfile).some((build) => build.stage === stage && builtFiles(build, modulePath) === undefined),
  );
  if (ran || hidden || isOpaqueBuilder(image)) return 'maybe';
  const { base } = image;
  if (!base || base.start === undefined) return 'maybe';
  // Only the base's own folders may hold what no instruction brings.
  return base.missingTools !== 'all' && /^\/(?:bin|sbin|usr|lib|lib64|etc|opt|busybox|go|var)\//.test(path) ? 'maybe' : 'missing';
}

/** True for a source that is one file: the result of a build in the stage it comes from. */
function isKnownFile(source: string, stage: Stage | undefined, image: Image, modulePath: string | undefined): boolean {
  if (!stage) return /\.(?:go|ya?ml|json|toml|env|sh|pem|crt|key|conf|ini|txt|sql|html|css|js)$/.test(source);
  const path = resolvePath('/', source);
  return landedIn(image.dockerfile, stage, modulePath).some((landed) => landed.path === path);
}

function globMatches(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(name);
}

/** The build of the program that an image starts; undefined where several come into question. */
export function runningBuild(image: Image, modulePath?: string): Landed | undefined {
  const landed = landedBuilds(image, modulePath);
  const program = startOf(image)?.program;
  const started = program === undefined ? [] : landed.filter(({ path }) => path === program);
  const [only, ...others] = started.length > 0 ? started : landed;
  return others.length === 0 ? only : undefined;
}

/** Whether a folder of the image may hold anything. `missing` means that no instruction puts something there. */
export function presenceOfFolder(image: Image, folder: string): Presence {
  if (isOpaque(image) || image.commands.some(({ words }) => words.some(({ value }) => value.includes(baseName(folder)))) || !image.base) return 'maybe';
  for (const { destination, sources } of image.copies) {
    if (isBelow(folder, destination)) return 'there';
    if (isBelow(destination, folder) && sources.some(({ value }) => mayHold(value, destination, folder))) return 'maybe';
  }
  // The bases that are known have these folders, and nothing of anybody's in them.
  if (/^\/(?:home|root|srv|opt|media|mnt|tmp)\/[^/]+/.test(folder) && folder !== '/home/nonroot') return 'missing';
  return /^\/(?:bin|sbin|usr|lib|lib64|etc|opt|var|home|root|tmp|run|proc|sys|dev|srv|go|media|mnt|boot)(?:\/|$)/.test(folder) &&
    image.base.family !== 'scratch'
    ? 'maybe'
    : 'missing';
}

/** A folder's contents land in the destination; a file with an ending, or a program that a stage built, holds nothing. */
function mayHold(source: string, destination: string, folder: string): boolean {
  if (/[*?$]|(?:^|\/)\.{0,2}$/.test(source)) return true;
  // `COPY web /app/` makes /app/web, which is not /app/templates.
  return (
    !/\.\w+$/.test(source) && (baseName(source) === baseName(folder) || destination !== '/') && !/^\/(?:go\/bin|usr\/local\/bin|out|bin)\/[^/]+$/.test(source)
  );
}
