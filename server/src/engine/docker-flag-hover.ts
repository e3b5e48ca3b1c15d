import type { Flag, Instruction } from '../docker/dockerfile';
import { type Message, message } from '../text/message';
import type { Span } from '../text/span';
import { table } from '../text/table';

const CHOWN = message`Gives the copied files this owner and group; without it they belong to root. Names are looked up in the image.`;
const CHMOD = message`Gives the copied files these permissions, so that no RUN has to change them and store them a second time.`;
const LINK = message`Puts the files into a layer of their own, which stays valid when the layers below change. Symbolic links at the destination are not followed.`;
const EXCLUDE = message`Leaves out the files that match this pattern.`;

/** What each flag of an instruction does (docs.docker.com, Dockerfile reference). */
const FLAG_MEANINGS: Readonly<Record<string, Readonly<Record<string, Message>>>> = table({
  FROM: {
    platform: message`Chooses the platform of the image. With $BUILDPLATFORM the stage runs natively on the machine that builds, and compiles for $TARGETPLATFORM.`,
  },
  RUN: {
    mount: message`Gives the command a file or folder for as long as it runs. Nothing of it gets into the image.`,
    network: message`Says which network the command has: the usual one (default), none, or that of the machine (host).`,
    security: message`Lets the command run with all rights of the machine (insecure), where the builder allows that.`,
    device: message`Gives the command a device of the machine, such as a graphics card.`,
  },
  COPY: {
    from: message`Copies from an earlier stage, a further build context or another image instead of the build context.`,
    chown: CHOWN,
    chmod: CHMOD,
    link: LINK,
    parents: message`Keeps the folders of the source paths; without it only the files themselves are copied.`,
    exclude: EXCLUDE,
  },
  ADD: {
    chown: CHOWN,
    chmod: CHMOD,
    link: LINK,
    'keep-git-dir': message`Keeps the .git folder of a repository that is cloned.`,
    checksum: message`Stops the build where what is fetched has another checksum.`,
    unpack: message`Says whether archives are unpacked; without it local ones are, and fetched ones are not.`,
    exclude: EXCLUDE,
  },
  HEALTHCHECK: {
    interval: message`How long Docker waits between two checks; 30s if it is not there.`,
    timeout: message`How long a check may take before it counts as failed; 30s if it is not there.`,
    'start-period': message`How long failed checks do not count after the start; not at all if it is not there.`,
    'start-interval': message`How long Docker waits between two checks during the start period; 5s if it is not there.`,
    retries: message`After how many failed checks in a row the container counts as unhealthy; 3 if it is not there.`,
  },
});

/** What the types of mounts do. */
const MOUNT_MEANINGS: Readonly<Record<string, Message>> = table({
  bind: message`Shows files of the build context, of a stage or of an image without copying them. What the command writes there is thrown away.`,
  cache: message`Keeps a folder from one build to the next on the same builder, for modules, packages and compiled code. It is no part of the image.`,
  tmpfs: message`Gives the command a folder in memory.`,
  secret: message`Shows the command a secret that is given with --secret, in /run/secrets or as a variable. No layer holds it.`,
  ssh: message`Lets the command use the keys of an SSH agent that is given with --ssh, without seeing them.`,
});

/** What the options of mounts do, under their first names. */
const OPTION_MEANINGS: Readonly<Record<string, Message>> = table({
  from: message`The stage, build context or image that the files come from.`,
  source: message`The path within what is mounted; its root if it is not there.`,
  target: message`Where the command finds it.`,
  readonly: message`The command may not write there.`,
  readwrite: message`The command may write there; of a bind mount nothing is kept.`,
  required: message`Stops the build where it is not given; without it the command runs on without it.`,
  size: message`How large the folder in memory may become.`,
  id: message`The name under which it is kept or given; mounts of one name share it.`,
  sharing: message`What builds at the same time do with the folder: use it together (shared), have one each (private), or wait for each other (locked).`,
  mode: message`The permissions of the file or folder, as an octal number.`,
  uid: message`The number of the user whom the file or folder belongs to; root if it is not there.`,
  gid: message`The number of the group that the file or folder belongs to; root if it is not there.`,
  env: message`The variable that holds the secret, instead of a file.`,
});

const OTHER_NAMES: Readonly<Record<string, string>> = table({ src: 'source', dst: 'target', destination: 'target', ro: 'readonly', rw: 'readwrite' });

/** What a flag of an instruction does. */
export function flagMeaning(keyword: string, flag: string): Message | undefined {
  return FLAG_MEANINGS[keyword]?.[flag];
}

/** What a type of mount does. */
export function mountMeaning(type: string): Message | undefined {
  return MOUNT_MEANINGS[type];
}

/** What an option of a mount does. */
export function optionMeaning(name: string): Message | undefined {
  return OPTION_MEANINGS[OTHER_NAMES[name] ?? name];
}

/** What is known of the flag at a place, or of the part of a mount there. */
export function flagHover({ keyword, flags }: Instruction, offset: number): { readonly at: Span; readonly said: Message } | undefined {
  const flag = flags.find(({ at }) => at.start <= offset && offset <= at.end);
  if (!flag) return undefined;
  const part = keyword === 'RUN' && flag.name === 'mount' ? mountPart(flag, offset) : undefined;
  const said = part?.said ?? flagMeaning(keyword, flag.name);
  return said && { at: part?.said ? part.at : flag.at, said };
}

/** The option around a place, and what it does; of `type=cache`, what the type does. */
function mountPart({ value }: Flag, offset: number): { readonly at: Span; readonly said: Message | undefined } | undefined {
  // Where quotes are taken away, the text no longer tells the places.
  if (!value || value.at.end - value.at.start !== value.value.length) return undefined;
  let { start } = value.at;
  for (const option of value.value.split(',')) {
    const end = start + option.length;
    if (start <= offset && offset <= end) {
      const [name = '', text = ''] = option.split('=');
      return { at: { ...value.at, start, end }, said: name === 'type' ? mountMeaning(text) : optionMeaning(name) };
    }
    start = end + 1;
  }
  return undefined;
}
