import type { Dockerfile } from '../../docker/dockerfile';
import { baseName } from '../../text/path';
import { table } from '../../text/table';

export { INSTRUCTIONS } from '../../docker/read';

/** What the value of a flag must be: any text, `true`/`false` or nothing, a Go duration, a number, a list of options, one of some words … */
export type FlagKind = 'text' | 'boolean' | 'duration' | 'number' | 'mount' | 'texts' | 'network' | 'security' | 'mode' | 'checksum';

/** The values of flags that take one of some words (instructions/commands_runnetwork.go, commands_runsecurity.go). */
export const FLAG_WORDS: Readonly<Partial<Record<FlagKind, readonly string[]>>> = { network: ['default', 'none', 'host'], security: ['sandbox', 'insecure'] };

/** The flags of each instruction; all others have none (BuildKit, frontend/dockerfile/instructions/parse.go, frontend 1.24). */
export const FLAGS: Readonly<Record<string, Readonly<Record<string, FlagKind>>>> = table({
  FROM: { platform: 'text' },
  RUN: { mount: 'mount', network: 'network', security: 'security', device: 'texts' },
  COPY: { from: 'text', chown: 'text', chmod: 'mode', link: 'boolean', parents: 'boolean', exclude: 'texts' },
  ADD: { chown: 'text', chmod: 'mode', link: 'boolean', 'keep-git-dir': 'boolean', checksum: 'checksum', unpack: 'boolean', exclude: 'texts' },
  HEALTHCHECK: { interval: 'duration', timeout: 'duration', 'start-period': 'duration', 'start-interval': 'duration', retries: 'number' },
});

/** The types of `RUN --mount` and the options of each (instructions/commands_runmount.go). */
export const MOUNT_TYPES: readonly string[] = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
export const MOUNT_OPTIONS: readonly string[] = [
  'type',
  'from',
  'source',
  'src',
  'target',
  'dst',
  'destination',
  'readonly',
  'ro',
  'readwrite',
  'rw',
  'required',
  'size',
  'id',
  'sharing',
  'mode',
  'uid',
  'gid',
  'env',
];

/**
 * True where Docker's own grammar holds. Podman reads Containerfiles with further flags and options, and a `# syntax=`
 * of somebody else may know further instructions.
 */
export function isDockersOwn({ file, directives }: Dockerfile): boolean {
  const syntax = directives.find(({ name }) => name === 'syntax')?.value.value;
  return !/^containerfile/i.test(baseName(file)) && (syntax === undefined || /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?:[:@]|$)/.test(syntax));
}

/** A duration as Go reads it: `30s`, `1m30s`, `0`. */
export function isDuration(text: string): boolean {
  return /^[-+]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+)$/.test(text);
}
