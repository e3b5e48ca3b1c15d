import type { Dockerfile, Stage } from '../docker/dockerfile';
import type { Located } from '../text/span';

/** The Go version that a FROM names, and how it reads with another. */
export interface GolangTag extends Located<string> {
  readonly replace: (minor: string) => string;
}

/** Where the image's tag is written: in FROM, or as the default of the ARG that FROM takes it from. */
export function golangTag({ globalArguments }: Dockerfile, { base }: Stage): GolangTag | undefined {
  if (base.value.includes('@')) return undefined;
  const tag = /:([^:/$]+)$/.exec(base.value);
  if (tag) {
    const start = base.at.end - (tag[1] as string).length;
    return { value: tag[1] as string, at: { ...base.at, start }, replace: (minor) => bump(tag[1] as string, minor) };
  }
  const variable = /\$\{?(\w+)\}?(?:-[\w.]+)?$/.exec(base.value)?.[1];
  const value = globalArguments.find(({ name }) => name.value === variable)?.value;
  const bare = value && /^["']?1\./.test(value.source) ? value : undefined;
  return bare && { value: bare.value, at: bare.at, replace: (minor) => bump(bare.value, minor) };
}

/** Suffixes that name an old release of the distribution are not made for new versions of Go. */
function bump(tag: string, minor: string): string {
  return tag
    .replace(/^1\.\d+(?:\.\d+)?(?:rc\d+|beta\d+)?/, minor)
    .replace(/-alpine[\d.]+$/, '-alpine')
    .replace(/-(?:stretch|buster|bullseye)$/, '-bookworm');
}
