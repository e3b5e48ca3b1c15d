import type { Span } from '../../text/span';
import type { Manner } from './manner';

/** A statement that an image is built, as it is written: paths are not resolved yet. */
export interface BuildStatement {
  /** The image's name without tag; what is not known of it stands in front as `*`. */
  readonly image: string;
  /** The Dockerfile as it is named; undefined for the usual one. */
  readonly dockerfile: string | undefined;
  /** The build context as it is named; undefined where it is not known. */
  readonly context: string | undefined;
  /** Undefined for a plain build. */
  readonly manner?: Manner | undefined;
  /** The folder that `cd` leads to before; `''` for none. */
  readonly folder: string;
  /** Where the image's name is written. */
  readonly at: Span;
}

/** Flags of `docker build` and its likes that take no value. */
const BARE = /^(?:--(?:no-cache|pull|push|load|quiet|rm|force-rm|squash|compress|disable-content-trust|check|debug|layers|format-docker)|-q|-D)$/;
const BUILD = /\b(?:docker(?:\s+--?[\w-]+(?:[= ]\S+)?)*(?:\s+(?:buildx|image))?\s+build|podman\s+build|nerdctl\s+build|buildah\s+(?:bud|build))(?=\s)/g;
const KANIKO = /\/kaniko\/executor(?=\s)|\bexecutor(?=\s+--(?:context|dockerfile|destination))/g;
/** Longer files are no build scripts. */
const MAX_LENGTH = 400_000;

/** The `docker build` commands in a Makefile, a script or a CI file, whatever its format: what they say is the same everywhere. */
export function buildCommands(file: string, text: string): BuildStatement[] {
  if (text.length > MAX_LENGTH || !/\bbuild\b|kaniko/.test(text)) return [];
  const variables = variablesIn(text);
  const found: BuildStatement[] = [];
  for (const pattern of [BUILD, KANIKO]) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index + match[0].length;
      found.push(...readBuild(file, wordsOf(text, start), folderBefore(text, match.index), pattern === KANIKO, variables));
    }
  }
  return found;
}

/** The statements of one command, by the words behind `docker build`. */
export function readBuild(
  file: string,
  words: readonly Word[],
  folder: string,
  isKaniko: boolean,
  variables: ReadonlyMap<string, string> = new Map(),
): BuildStatement[] {
  const images: { name: string; at: Span }[] = [];
  let dockerfile: string | undefined;
  let context: string | undefined;
  let target: string | undefined;
  const given = new Map<string, string>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as Word;
    const [, name = '', own] = /^(--?[\w-]+)(?:=(.*))?$/s.exec(word.text) ?? [];
    if (name === '') {
      context ??= word.text;
      continue;
    }
    if (BARE.test(word.text)) continue;
    const value = own === undefined ? words[++i] : { text: own, start: word.end - own.length, end: word.end };
    if (!value) break;
    if (/^(?:-t|--tag|--destination|-d)$/.test(name)) images.push({ name: value.text, at: { file, start: value.start, end: value.end } });
    else if (/^(?:-f|--file|--dockerfile)$/.test(name)) dockerfile = value.text;
    else if (name === '--target') target = expand(value.text, variables);
    else if (name === '--build-arg') {
      const [argument = '', ...rest] = value.text.split('=');
      const known = expand(rest.join('='), variables);
      if (rest.length > 0 && !known.includes('*')) given.set(argument, known);
    } else if (isKaniko && /^(?:-c|--context)$/.test(name)) context = value.text.replace(/^dir:\/\//, '');
  }
  const path = (written: string | undefined) => (written === undefined ? undefined : pathOf(expand(written, variables)));
  return images.flatMap(({ name, at }) => {
    const image = imageOf(expand(name, variables));
    const named = path(dockerfile);
    // A file that is named by a variable may be any.
    if (image === undefined || (dockerfile !== undefined && named === undefined)) return [];
    // A stage that a variable names may be any.
    if (target?.includes('*')) return [];
    return [{ image, dockerfile: named, context: path(context), manner: { target, arguments: given }, folder, at }];
  });
}

/** A word and its place in the file. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The words of one command: to the end of the line, over lines that a backslash continues, up to what ends a command. */
export function wordsOf(text: string, start: number): Word[] {
  const words: Word[] = [];
  const pattern = /[ \t]+|\\\r?\n[ \t]*|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|((?:\$\{\{.*?\}\}|\$\([^)\n]*\)|\$\{[^}\n]*\}|`[^`\n]*`|[^\s"'`;|&<>\\#])+)/gy;
  pattern.lastIndex = start;
  let isOpen = false;
  for (let match = pattern.exec(text); match && words.length < 200; match = pattern.exec(text)) {
    const [whole, quoted, single, plain] = match;
    const piece = quoted ?? single ?? plain;
    if (piece === undefined) {
      isOpen = false;
      continue;
    }
    const last = words.at(-1);
    const inner = plain === undefined ? 1 : 0;
    const end = match.index + whole.length - inner;
    // `--tag="x"` is one word.
    if (isOpen && last) words[words.length - 1] = { text: last.text + piece, start: last.start, end };
    else words.push({ text: piece, start: match.index + inner, end });
    isOpen = true;
  }
  return words;
}

/** `cd services/user && docker build …`. */
function folderBefore(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
  return /\bcd\s+["']?([\w./-]+)["']?\s*(?:&&|;)[^\n]*$/.exec(line)?.[1] ?? '';
}

/** What Makefiles, scripts and CI files set, where they set it once or always to the same. */
export function variablesIn(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string | undefined>();
  const pattern =
    /^[ \t]*(?:export[ \t]+|readonly[ \t]+|local[ \t]+|-[ \t]+)?([A-Za-z_]\w*)[ \t]*(?:[:?]{0,2}=|:(?=[ \t]))[ \t]*["']?([^"'\n#]*?)["']?[ \t]*(?:#.*)?$/gm;
  for (const [, name = '', value = ''] of text.matchAll(pattern)) {
    const plain = /^\$\{(?:\w+):?-([^}]*)\}$/.exec(value)?.[1] ?? value;
    values.set(name, values.has(name) && values.get(name) !== plain ? undefined : plain);
  }
  return new Map([...values].flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value] as const])));
}

/** Puts variables in; what is not known becomes `*`. */
export function expand(text: string, variables: ReadonlyMap<string, string>, steps = 0): string {
  const known = (name: string, fallback?: string) => {
    const value = variables.get(name) ?? fallback;
    return value === undefined || steps > 6 ? '*' : expand(value, variables, steps + 1);
  };
  return text
    .replace(
      /\$\{\{\s*github\.workspace\s*\}\}|\$\{?(?:CI_PROJECT_DIR|GITHUB_WORKSPACE|PWD|BUILD_SOURCESDIRECTORY)\}?|\$\((?:CURDIR|PWD|pwd|shell pwd)\)/g,
      '.',
    )
    .replace(/\$\{\{\s*env\.(\w+)\s*\}\}/g, (_, name: string) => known(name))
    .replace(/\$\{\{.*?\}\}/g, '*')
    .replace(/\$\{(\w+)(?::?-([^}]*))?[^}]*\}/g, (_, name: string, fallback?: string) => known(name, fallback))
    .replace(/\$\((\w+)\)/g, (_, name: string) => known(name))
    .replace(/\$\([^)]*\)|`[^`]*`/g, '*')
    .replace(/\$(\w+)/g, (_, name: string) => known(name));
}

/** The name without tag, from the last unknown part on; undefined where its last part is not known. */
export function imageOf(name: string): string | undefined {
  const plain = name.split('@')[0] as string;
  const colon = plain.lastIndexOf(':');
  const untagged = colon > plain.lastIndexOf('/') ? plain.slice(0, colon) : plain;
  const star = untagged.lastIndexOf('*');
  const known = star < 0 ? untagged : untagged.slice(star);
  // `*/user` may be any registry's `user`; of `*-user` nobody knows the whole last part.
  if (star >= 0 && !known.startsWith('*/')) return undefined;
  return /^(?:\*\/)?[\w][\w.:/-]*$/.test(known) ? known : undefined;
}

function pathOf(path: string): string | undefined {
  return path.includes('*') || /^[a-z]+:\/\//.test(path) ? undefined : path;
}
