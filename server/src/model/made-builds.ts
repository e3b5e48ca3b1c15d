import type { Dockerfile, Instruction, Stage } from '../docker/dockerfile';
import { type ShellCommand, shellCommands } from '../docker/shell';
import { baseName, folderOf, isBelow, resolvePath } from '../text/path';
import type { Span } from '../text/span';
import { buildImage, type Image } from './image';
import { type MakeCall, scriptOf } from './links/make-script';
import { readMakefile } from './links/makefile';

/** The text of a script of the workspace; undefined where there is none at that path. */
export type ScriptAt = (path: string) => string | undefined;

/**
 * The Dockerfile as if each `RUN make …` held the commands that its Makefile has for it, behind `make` itself. What comes
 * from the Makefile has its place there. The same Dockerfile where nothing is made so, or where it is not certain what.
 */
export function withMadeCommands(dockerfile: Dockerfile, scriptAt: ScriptAt, context: string | undefined): Dockerfile {
  const made = new Map<Instruction, Instruction>();
  for (const stage of dockerfile.stages) {
    for (const instruction of stage.instructions) {
      if (instruction.keyword !== 'RUN' || instruction.heredocs.length > 0 || instruction.json || !/\bmake\b/.test(instruction.rest.value)) continue;
      const expanded = expand(instruction, buildImage(dockerfile, stage, instruction), scriptAt, context);
      if (expanded) made.set(instruction, expanded);
    }
  }
  return made.size === 0 ? dockerfile : replaced(dockerfile, made);
}

function replaced(dockerfile: Dockerfile, made: ReadonlyMap<Instruction, Instruction>): Dockerfile {
  const swap = (list: readonly Instruction[]) => list.map((one) => made.get(one) ?? one);
  const stages = new Map<Stage, Stage>();
  for (const stage of dockerfile.stages)
    stages.set(stage, { ...stage, instructions: swap(stage.instructions), baseStage: stage.baseStage && stages.get(stage.baseStage) });
  return { ...dockerfile, instructions: swap(dockerfile.instructions), stages: [...stages.values()] };
}

function expand(instruction: Instruction, image: Image, scriptAt: ScriptAt, context: string | undefined): Instruction | undefined {
  const commands = shellCommands(instruction, image.dockerfile);
  const makes = commands.filter(({ words, nested }) => !nested && words[0]?.value === 'make');
  const [make, ...others] = makes;
  // What `make` is given holds for it alone; with another build beside it, the two would have to be kept apart.
  if (!make || others.length > 0 || image.workdir === undefined || commands.some(({ words }) => /^(?:cd|export|go|set)$/.test(words[0]?.value ?? '')))
    return undefined;
  const call = readCall(make, image);
  const path = call && makefileOf(call, instruction, image, scriptAt, context);
  const makefile = path === undefined ? undefined : readMakefile(path, scriptAt(path) ?? '');
  const script = call && makefile && scriptOf(makefile, call);
  if (!script || script.pieces.length === 0) return undefined;
  const own = instruction.rest.value;
  const text = `${own}\n${script.pieces.map((piece) => piece.text).join('')}`;
  const spanOfRest = (from: number, to: number): Span => {
    if (from <= own.length) return instruction.spanOfRest(from, Math.min(to, own.length));
    let start = own.length + 1;
    for (const piece of script.pieces) {
      const end = start + piece.text.length;
      if (from < end || piece === script.pieces.at(-1)) {
        const { at } = piece;
        // What is not written as it is read has the place of what stands for it.
        if (!at || at.end - at.start !== piece.text.length || to > end) return at ?? make.at;
        return { file: at.file, start: at.start + from - start, end: at.start + to - start };
      }
      start = end;
    }
    return make.at;
  };
  return { ...instruction, rest: { value: text, at: instruction.rest.at }, spanOfRest };
}

/** `A=1 make -C dir target NAME=value`; undefined where a word of it is not known. */
function readCall({ words, assignments }: ShellCommand, image: Image): (MakeCall & { readonly makefile: string | undefined }) | undefined {
  const given = new Map<string, string>();
  const targets: string[] = [];
  let directory = image.workdir as string;
  let makefile: string | undefined;
  for (let i = 1; i < words.length; i++) {
    const { value, expands } = words[i] as ShellCommand['words'][number];
    const pair = /^([\w.-]+)=(.*)$/s.exec(value);
    // What is not known of a variable stays unknown; of a target or folder, nothing can be said.
    if (pair) given.set(pair[1] as string, expands ? '$(unknown)' : (pair[2] as string));
    else if (expands) return undefined;
    else if (/^(?:-C|--directory)$/.test(value)) directory = resolvePath(directory, words[++i]?.value ?? '.');
    else if (/^(?:-f|--file|--makefile)$/.test(value)) makefile = words[++i]?.value;
    else if (/^-[a-zA-Z]*e|^--environment/.test(value)) return undefined;
    else if (!value.startsWith('-')) targets.push(value);
  }
  const environment = new Map<string, string | undefined>(image.variables);
  for (const { name, value } of assignments) environment.set(name, value.includes('$') ? undefined : value);
  const assigned = new Set(assignments.map(({ name }) => name));
  return { given, targets, directory, makefile, environment, assigned, settled: image.base?.environment !== undefined };
}

/** The Makefile of the workspace that lies in the folder where `make` runs. */
function makefileOf(
  { directory, makefile }: { readonly directory: string; readonly makefile: string | undefined },
  { flags }: Instruction,
  { copies, dockerfile }: Image,
  scriptAt: ScriptAt,
  context: string | undefined,
): string | undefined {
  const names = makefile === undefined ? ['GNUmakefile', 'makefile', 'Makefile'] : [makefile];
  const mounts = flags.flatMap(({ name, value }) => {
    const own = value?.value ?? '';
    if (name !== 'mount' || !/type=bind/.test(own) || /from=/.test(own)) return [];
    const option = (key: string) => new RegExp(`(?:^|,)(?:${key})=([^,]+)`).exec(own)?.[1] ?? '.';
    return [{ from: option('source|src'), to: resolvePath(directory, option('target|dst|destination')), isFile: false }];
  });
  const places = copies.flatMap(({ from, sources, destination, intoDirectory }) =>
    from ? [] : sources.map(({ value }) => ({ from: value.replace(/^\/+/, '') || '.', to: destination, isFile: !intoDirectory })),
  );
  const folders = context === undefined ? foldersAbove(dockerfile.file) : [context];
  for (const folder of folders) {
    const found = new Set<string>();
    for (const name of names) {
      const path = resolvePath(directory, name);
      for (const { from, to, isFile } of [...places, ...mounts]) {
        // By its name, or with the folder that holds it.
        if (baseName(from) === baseName(path)) {
          if ((isFile ? to : resolvePath(to, baseName(path))) === path) found.add(resolvePath(folder, from));
        } else if (!/[$*?]/.test(from) && isBelow(to, path)) found.add(resolvePath(folder, resolvePath(from, path.slice(to === '/' ? 1 : to.length + 1))));
      }
    }
    const existing = [...found].filter((one) => scriptAt(one) !== undefined);
    if (existing.length > 0) return existing.length === 1 ? existing[0] : undefined;
  }
  return undefined;
}

function foldersAbove(file: string): string[] {
  const folders: string[] = [];
  for (let folder = folderOf(file); folders.length < 8; folder = folderOf(folder)) {
    folders.push(folder);
    if (folder === '' || folder === '/') break;
  }
  return folders;
}
