import type { Span } from '../text/span';
import { buildImage, type Image } from './image';
import { mayBringUnnamed } from './image-contents';

/** The user that an image's processes run as. */
export interface ImageUser {
  /** As USER says it, without the group; `''` where nothing says it, which means root. */
  readonly name: string;
  /** Undefined where the name's number is not known. */
  readonly id: number | undefined;
  /** The USER instruction's value; undefined where the base image decides. */
  readonly at: Span | undefined;
}

/** Who the image runs as; undefined where the base is not known and no USER stands in the Dockerfile. */
export function userOf(image: Image): ImageUser | undefined {
  const written =
    image.user?.value ?? (image.lineage.some((stage) => stage.instructions.some(({ keyword }) => keyword === 'USER')) ? undefined : image.base?.user);
  if (written === undefined) return undefined;
  const name = written.split(':')[0] as string;
  const id = name === '' ? 0 : /^\d+$/.test(name) ? Number(name) : usersOf(image).ids.get(name);
  return { name, id, at: image.user?.at };
}

/** True where the user is written as a number, so that the kubelet can tell it from root without looking into the image. */
export function isNumeric({ name }: ImageUser): boolean {
  return /^\d+$/.test(name);
}

export interface ImageUsers {
  /** Names in the image's passwd, and their numbers where they are known. */
  readonly ids: ReadonlyMap<string, number | undefined>;
  /** There are certainly no others. */
  readonly complete: boolean;
}

/** The users that an image knows: its base's, those that RUNs make, and those of a passwd that is copied into it. */
export function usersOf(image: Image, depth = 0): ImageUsers {
  const ids = new Map<string, number | undefined>(Object.entries(image.base?.users ?? {}));
  // Scripts make users, and packages: that of nginx makes `nginx`.
  let complete = (image.base?.usersComplete ?? false) && !mayBringUnnamed(image, MAKES_NO_USERS);
  for (const { words, assignments } of image.commands) {
    const texts = words.map(({ value }) => value);
    const made = /^(?:adduser|useradd)$/.test(texts[0]?.split('/').at(-1) ?? '') ? madeUser(texts.slice(1)) : undefined;
    if (made) ids.set(made.name, made.id);
    else if (texts.some((text) => /passwd|user(?:add|mod)|adduser|sysusers/.test(text)) || assignments.some(({ value }) => value.includes('passwd'))) {
      const line = texts.map((text) => /(?:^|\n)([a-z_][\w.-]*):[^:]*:(\d+):/.exec(text)).find((match) => match !== null);
      if (line) ids.set(line[1] as string, Number(line[2]));
      else complete = false;
    }
  }
  for (const { destination, sources, from } of image.copies) {
    if (destination !== '/etc/passwd' && !(/^\/(?:etc)?$/.test(destination) && sources.some(({ value }) => /passwd|^\/?etc\/?$|^\/?$|\.$/.test(value))))
      continue;
    const stage = from && image.dockerfile.stages.find(({ name, index }) => name?.value === from.value.toLowerCase() || String(index) === from.value);
    const other = stage && depth < 5 ? usersOf(buildImage(image.dockerfile, stage), depth + 1) : undefined;
    for (const [name, id] of other?.ids ?? []) ids.set(name, id);
    if (!other?.complete) complete = false;
  }
  return { ids, complete };
}

/** Programs that put much into an image, and nobody into its passwd. */
const MAKES_NO_USERS = new Set(
  'npm npx yarn pnpm corepack node pip pip3 poetry uv curl wget tar unzip gzip git gem bundle composer mvn gradle cargo rustup dotnet templ buf protoc uname mktemp tee'.split(
    ' ',
  ),
);

/** Options of useradd (shadow) and adduser (busybox, Debian) that take a value as the next word. */
const WITH_VALUE =
  /^(?:-[KZRPef]|-[a-zA-Z]*[uGgshdcbkp]|--(?:uid|gid|home|home-dir|shell|comment|gecos|ingroup|groups|base-dir|expiredate|inactive|skel|password|root|prefix|firstuid|lastuid))$/;

function madeUser(words: readonly string[]): { name: string; id: number | undefined } | undefined {
  let id: number | undefined;
  let name: string | undefined;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const equals = /^--uid=(.+)$/.exec(word);
    if (equals) id = number(equals[1] as string);
    else if (WITH_VALUE.test(word)) {
      const value = words[++i];
      if (value !== undefined && (word === '--uid' || /^-[a-zA-Z]*u$/.test(word))) id = number(value);
    } else if (!word.startsWith('-')) name ??= word;
  }
  return name === undefined || name.includes('$') ? undefined : { name, id };
}

function number(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
