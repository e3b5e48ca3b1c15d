import { folderOf, isBelow, resolvePath } from '../text/path';
import type { Container, VolumeMount } from './container';
import { type FileUse, valueOf } from './program';
import type { Chain } from './project';

/** A place in the container to which its program writes. */
export interface WrittenPath {
  readonly use: FileUse;
  /** Absolute. */
  readonly path: string;
  /** The folder that must take the file. */
  readonly folder: string;
  /** The mount that it lies in; undefined for the image's own file system. */
  readonly mount: VolumeMount | undefined;
}

const WRITES = new Set<FileUse['kind']>(['write', 'make-folder', 'temporary', 'sqlite', 'log']);

/** The files and folders that a program writes, as far as their paths are known; devices and `/proc` left out. */
export function writtenPaths(chain: Chain): WrittenPath[] {
  const { program, environment, unknownEnvironment, container } = chain;
  const workdir = workdirOf(chain);
  return (program?.files ?? []).flatMap((use) => {
    if (!WRITES.has(use.kind)) return [];
    const isTemporary = use.kind === 'temporary' && use.path === undefined;
    if (isTemporary && (unknownEnvironment.has('TMPDIR') || unknownEnvironment.has('*'))) return [];
    const keys = use.path?.flatMap((part) => (part.kind === 'environment' ? [part.key] : [])) ?? [];
    if (keys.some((key) => unknownEnvironment.has(key) || (unknownEnvironment.has('*') && !environment.has(key)))) return [];
    const written = isTemporary ? (environment.get('TMPDIR') ?? '/tmp') : use.path && valueOf(use.path, { environment });
    if (written === undefined || written === '' || /^[A-Za-z]:|^~|\$/.test(written)) return [];
    const path = written.startsWith('/') ? resolvePath('', written) : workdir === undefined ? undefined : resolvePath(workdir, written);
    if (path === undefined || /^\/(?:dev|proc|sys)(?:\/|$)/.test(path)) return [];
    const folder = use.kind === 'make-folder' || use.kind === 'temporary' ? path : folderOf(path) || '/';
    return [{ use, path, folder, mount: mountOf(container, path) }];
  });
}

/** The folder in which a container's program starts. */
export function workdirOf({ container, image }: Pick<Chain, 'container' | 'image'>): string | undefined {
  return container.value.string('workingDir')?.value ?? image.workdir;
}

/** The mount that covers a path: the deepest one. */
export function mountOf({ mounts }: Container, path: string): VolumeMount | undefined {
  const over = mounts.filter((mount) => mount.path && isBelow(mount.path.value.replace(/(?<=.)\/$/, ''), path));
  return over.toSorted((a, b) => (b.path?.value.length ?? 0) - (a.path?.value.length ?? 0))[0];
}

/** The kind of the volume behind a mount: `emptyDir`, `persistentVolumeClaim` …; undefined where it is not known. */
export function volumeKind({ pod }: Container, name: string | undefined): string | undefined {
  const volume = pod.volumes.find((one) => one.name?.value === name);
  const [only, ...others] = volume?.sources ?? [];
  if (volume && !only) return 'emptyDir';
  if (others.length > 0) return undefined;
  const isTemplate = pod.owner.value.items('spec', 'volumeClaimTemplates').some((template) => template.string('metadata', 'name')?.value === name);
  return only?.kind ?? (isTemplate ? 'persistentVolumeClaim' : undefined);
}
