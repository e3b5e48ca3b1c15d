import { setCgo } from '../../fix/docker-go';
import { insertLinesBelow } from '../../fix/docker-lines';
import type { GoBuild } from '../../model/go-build';
import type { Image } from '../../model/image';
import { libcOf } from '../../model/image-contents';
import type { Edit } from '../../text/edit';
import { type Message, message } from '../../text/message';

/** Distroless images with glibc, by the newest version that a program in them may need. */
const WITH_GLIBC: readonly (readonly [number, string])[] = [
  [36, 'gcr.io/distroless/base-debian12'],
  [41, 'gcr.io/distroless/base-debian13'],
];

/** Another base for the final stage, with the C library that the build links to. A RUN in that stage would need a shell, so then there is none. */
export function withLibrary(build: GoBuild, image: Image): { readonly name: string; readonly edit: Edit } | undefined {
  const { base } = build.image;
  const [, name] = WITH_GLIBC.find(([version]) => base?.glibc !== undefined && base.glibc <= version) ?? [];
  const from = image.lineage.at(-1)?.base;
  if (base?.libc !== 'glibc' || !name || !from || image.runs.length > 0) return undefined;
  const tag = /:([\w-]*nonroot[\w-]*)$/.exec(from.value)?.[1];
  const full = tag === undefined ? name : `${name}:${tag}`;
  return { name: full, edit: { at: from.at, text: full } };
}

/** The edits that make a build use cgo and its result start in the final image; undefined where there is no simple way. */
export function buildWithCgo(build: GoBuild, image: Image): { readonly title: Message; readonly edits: Edit[] } | undefined {
  const { base } = build.image;
  const edits: Edit[] = build.cgoSetting ? setCgo(build, true) : [];
  const isAlpine = base?.libc === 'musl' && base.tools.has('apk');
  if (build.compiler === false) {
    const from = isAlpine ? build.image.lineage.at(-1)?.from : undefined;
    if (!from) return undefined;
    edits.push(insertLinesBelow(image.dockerfile, from, ['RUN apk add --no-cache gcc musl-dev']));
  }
  const { libc, glibc } = libcOf(image);
  if (libc === undefined || base?.libc === undefined) return undefined;
  const fits = libc === base.libc && (libc !== 'glibc' || (glibc ?? 0) >= (base.glibc ?? 100));
  if (fits) return { title: message`Build with cgo`, edits };
  if (isAlpine && !build.flags.has('-ldflags') && build.at.file === build.command.at.file) {
    // musl, unlike glibc, is made for static programs.
    const end = { ...build.at, start: build.at.end };
    return { title: message`Build with cgo, linked statically`, edits: [...edits, { at: end, text: ` -ldflags '-linkmode external -extldflags "-static"'` }] };
  }
  const other = withLibrary(build, image);
  return other && { title: message`Build with cgo, and use ${other.name} for the final stage`, edits: [...edits, other.edit] };
}
