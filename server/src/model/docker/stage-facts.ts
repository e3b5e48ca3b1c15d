import type { Assignment, Dockerfile, Instruction, Stage } from '../../docker/dockerfile';
import { expand, type Variables } from '../../docker/expand';
import { type ImageReference, parseImageReference } from '../../docker/image-reference';
import { PLATFORM_ARGUMENTS } from '../../docker/stages';
import { resolvePath } from '../../text/path';
import { type BaseImage, baseImage } from '../base-images';

/** A variable that a stage declares. */
export interface Declaration {
  readonly kind: 'ARG' | 'ENV';
  readonly instruction: Instruction;
  readonly assignment: Assignment;
}

export { type BadSubstitution, badSubstitutions, expand, type VariableUse, variableUses } from '../../docker/expand';
export { isDigest, officialName, parseImageReference } from '../../docker/image-reference';
export { type StageReference, stageReferences } from '../../docker/stage-references';
export { PLATFORM_ARGUMENTS as PLATFORM_ARGUMENT_NAMES } from '../../docker/stages';

/** ARGs that every build knows without a declaration (dockerfile reference, "Predefined ARGs"). */
export const PREDEFINED_ARGUMENTS: readonly string[] = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'].flatMap((name) => [
  name,
  name.toLowerCase(),
]);

/** The stages that a stage builds on, itself first. */
export function lineageOf(stage: Stage): Stage[] {
  const lineage: Stage[] = [];
  for (let one: Stage | undefined = stage; one; one = one.baseStage) lineage.push(one);
  return lineage;
}

/** The lowest of the stages that a stage builds on. */
export function bottomOf(stage: Stage): Stage {
  let bottom = stage;
  while (bottom.baseStage) bottom = BOTTOMS.get(bottom) ?? bottom.baseStage;
  if (bottom !== stage) BOTTOMS.set(stage, bottom);
  return bottom;
}

const BOTTOMS = new WeakMap<Stage, Stage>();

/** What lies below the lowest stage; undefined where its name is not known or holds no image name. */
export function baseReferenceOf(stage: Stage): ImageReference | 'scratch' | undefined {
  const { baseName } = bottomOf(stage);
  return baseName === 'scratch' ? 'scratch' : baseName === undefined ? undefined : parseImageReference(baseName);
}

export function baseImageOf(stage: Stage): BaseImage | undefined {
  const reference = baseReferenceOf(stage);
  return reference && baseImage(reference);
}

/** True where the image that a build without `--target` makes holds this stage's layers. */
export function isInFinalImage(dockerfile: Dockerfile, stage: Stage): boolean {
  const last = dockerfile.stages.at(-1);
  for (let one = last; one; one = one.baseStage) if (one === stage) return true;
  return false;
}

/** The latest declaration of a variable that holds at a place: in the stage itself, or in one that it builds on. */
export function declarationOf(stage: Stage, name: string, before: number): Declaration | undefined {
  for (const one of lineageOf(stage)) {
    const found = declarationsIn(one)
      .get(name)
      ?.findLast(({ instruction }) => instruction.at.start < before);
    if (found) return found;
  }
  return undefined;
}

/** Names of all variables that a Dockerfile declares, wherever. */
export function allDeclaredNames(dockerfile: Dockerfile): ReadonlySet<string> {
  const known = ALL_NAMES.get(dockerfile);
  if (known) return known;
  const names = new Set([...dockerfile.globalArguments.map(({ name }) => name.value), ...dockerfile.stages.flatMap((one) => [...declarationsIn(one).keys()])]);
  ALL_NAMES.set(dockerfile, names);
  return names;
}

const ALL_NAMES = new WeakMap<Dockerfile, ReadonlySet<string>>();

/** Names of all variables that hold at a place. */
export function declaredNames(stage: Stage, before: number): string[] {
  return lineageOf(stage).flatMap((one) =>
    [...declarationsIn(one)].filter(([, list]) => list.some(({ instruction }) => instruction.at.start < before)).map(([name]) => name),
  );
}

/** The declarations of a stage by name, in order. */
export function declarationsIn(stage: Stage): ReadonlyMap<string, readonly Declaration[]> {
  const known = DECLARATIONS.get(stage);
  if (known) return known;
  const byName = new Map<string, Declaration[]>();
  for (const instruction of stage.instructions) {
    if (instruction.keyword !== 'ARG' && instruction.keyword !== 'ENV') continue;
    for (const assignment of instruction.assignments) {
      const list = byName.get(assignment.name.value) ?? [];
      byName.set(assignment.name.value, list);
      list.push({ kind: instruction.keyword, instruction, assignment });
    }
  }
  DECLARATIONS.set(stage, byName);
  return byName;
}

const DECLARATIONS = new WeakMap<Stage, ReadonlyMap<string, readonly Declaration[]>>();

/** The values of the variables at a place, as far as the Dockerfile tells. */
export function variablesBefore(dockerfile: Dockerfile, stage: Stage, before: number): Variables {
  const values = new Map<string, string | undefined>();
  const fromEnvironment = new Set<string>();
  for (const one of lineageOf(stage).toReversed()) {
    for (const { keyword, at, assignments } of one.instructions) {
      if (at.start >= before || (keyword !== 'ARG' && keyword !== 'ENV')) continue;
      for (const { name, value } of assignments) {
        if (keyword === 'ARG' && fromEnvironment.has(name.value)) continue;
        if (keyword === 'ENV') fromEnvironment.add(name.value);
        const fallback = keyword === 'ARG' ? dockerfile.globalArguments.findLast((known) => known.name.value === name.value)?.value : undefined;
        const text = (value ?? fallback)?.value;
        const isGiven = PLATFORM_ARGUMENTS.includes(name.value) && text === undefined;
        values.set(name.value, text === undefined || isGiven ? undefined : expand(text, values, dockerfile.escape));
      }
    }
  }
  return values;
}

/** The words of the last SHELL at a place; undefined where the default shell holds. */
export function shellBefore(stage: Stage, before: number): readonly string[] | undefined {
  for (let one: Stage | undefined = stage; one; one = one.baseStage) {
    const found = shellsOf(one).findLast(({ at }) => at.start < before);
    if (found) return found.json?.map(({ value }) => value) ?? [];
  }
  return isWindows(stage) ? ['cmd', '/S', '/C'] : undefined;
}

/** True for a stage on one of Windows' images, as their names tell. */
export function isWindows(stage: Stage): boolean {
  const { baseName = '' } = bottomOf(stage);
  return /windows|nanoserver|servercore/i.test(baseName);
}

function shellsOf(stage: Stage): readonly Instruction[] {
  const known = SHELLS.get(stage);
  if (known) return known;
  const shells = stage.instructions.filter(({ keyword }) => keyword === 'SHELL');
  SHELLS.set(stage, shells);
  return shells;
}

const SHELLS = new WeakMap<Stage, readonly Instruction[]>();

/** The working folder at a place. `path` is undefined where it is not known; `set` says that a WORKDIR of the Dockerfile decides it. */
export function workdirBefore(dockerfile: Dockerfile, stage: Stage, before: number): { readonly path: string | undefined; readonly set: boolean } {
  let path = baseImageOf(stage)?.workdir;
  let set = false;
  for (const one of lineageOf(stage).toReversed()) {
    for (const instruction of one.instructions) {
      if (instruction.keyword !== 'WORKDIR' || instruction.at.start >= before) continue;
      const text = expand(instruction.rest.value, variablesBefore(dockerfile, one, instruction.at.start), dockerfile.escape);
      path = text === undefined ? undefined : text.startsWith('/') ? resolvePath('', text) : path === undefined ? undefined : resolvePath(path, text);
      set = true;
    }
  }
  return { path, set };
}
