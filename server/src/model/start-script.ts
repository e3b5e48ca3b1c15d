import { baseName, isBelow, resolvePath } from '../text/path';
import type { Span } from '../text/span';
import type { BuildContext } from './docker/build-context';
import type { Copy, Image } from './image';
import { isShell, type StartWord, startOf } from './image-start';

/** A script of the build context that an image starts. */
export interface StartScript {
  /** Where it lies in the workspace, and in the image. */
  readonly file: string;
  readonly path: string;
  /** Line breaks as they are in the file. */
  readonly text: string;
  readonly copy: Copy;
  /** The kernel itself, a program that falls back to a shell where the kernel refuses (execvp, or a shell's own line), or a shell that is named. */
  readonly by: 'kernel' | 'program' | 'shell';
  /** Where it is named. */
  readonly at: Span;
}

type ScriptAt = (path: string) => string | undefined;

/** The script that an image starts, where that is certain and its text is here. */
export function startScript(image: Image, context: BuildContext, scriptAt: ScriptAt): StartScript | undefined {
  const start = startOf(image);
  if (!start) return undefined;
  const [first, by] = start.shell
    ? [start.program === undefined || !start.at ? undefined : { value: start.program, at: start.at }, 'program' as const]
    : named(start.words);
  if (!first?.at) return undefined;
  for (const path of placesOf(first.value, image)) {
    const found = sourceOf(path, image, context, scriptAt);
    if (found) return { ...found, path, by, at: first.at };
  }
  return undefined;
}

/** Programs that only look after the one that their last words name. */
const INITS = new Set(['tini', 'dumb-init', 'catatonit', 'tini-static']);

function named(words: readonly StartWord[]): readonly [StartWord | undefined, StartScript['by']] {
  let at = 0;
  let by: StartScript['by'] = 'kernel';
  if (INITS.has(baseName(words[0]?.value ?? ''))) {
    by = 'program';
    at = 1;
    while (words[at]?.value.startsWith('-')) at++;
  }
  if (!isShell(words[at]?.value ?? '')) return [words[at], by];
  at++;
  // Without a value of their own: `-e`, `-x`.
  while (/^-[eux]+$/.test(words[at]?.value ?? '')) at++;
  return [words[at]?.value.startsWith('-') ? undefined : words[at], 'shell'];
}

/** Folders of the PATH, in its order. */
const PATH_FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

function placesOf(program: string, { workdir, environment }: Image): readonly string[] {
  if (program.includes('$')) return [];
  if (program.startsWith('/')) return [resolvePath('', program)];
  if (program.includes('/')) return workdir === undefined ? [] : [resolvePath(workdir, program)];
  return environment.has('PATH') ? [] : PATH_FOLDERS.map((folder) => `${folder}/${program}`);
}

/** The file of the build context that lies at a path of the image. */
function sourceOf(path: string, { copies }: Image, context: BuildContext, scriptAt: ScriptAt): Pick<StartScript, 'file' | 'text' | 'copy'> | undefined {
  for (const copy of copies.toReversed()) {
    const { from, sources, destination, intoDirectory } = copy;
    const isTaken = path === destination || sources.some(({ value }) => resolvePath(destination, baseName(value)) === path);
    // What another stage or image puts there is not seen.
    if (from !== undefined && isTaken) return undefined;
    if (from !== undefined) continue;
    for (const { value } of sources) {
      const source = resolvePath(context.folder, value.replace(/^\/+/, '') || '.');
      const inside = isBelow(destination, path) && path !== destination ? resolvePath(source, path.slice(destination.length).replace(/^\//, '')) : undefined;
      const candidates = [
        path === destination ? source : undefined,
        intoDirectory && resolvePath(destination, baseName(value)) === path ? source : undefined,
        inside,
      ];
      for (const file of candidates) {
        const text = file === undefined ? undefined : scriptAt(file);
        if (file !== undefined && text !== undefined) return { file, text, copy };
      }
    }
  }
  return undefined;
}
