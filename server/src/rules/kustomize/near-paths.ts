import type { Project } from '../../model/project';
import { suggest } from '../../schema/suggest';
import { resolvePath } from '../../text/path';

/**
 * The path that somebody may have meant who wrote one that leads nowhere, seen from `folder`: one with a slip in one of its
 * names, or one that takes another number of steps upwards. `fits` says what may lie there, by the resolved path.
 */
export function nearPath(path: string, folder: string, fits: (resolved: string) => boolean, project: Project): string | undefined {
  const isMeant = (candidate: string) => fits(resolvePath(folder, candidate));
  return withNearName(path, folder, isMeant, project) ?? withOtherSteps(path, folder, isMeant);
}

/** Each name is held against those that lie beside it: only one may have a slip, since the rest must lead there. */
function withNearName(path: string, folder: string, isMeant: (candidate: string) => boolean, project: Project): string | undefined {
  const parts = path.split('/');
  for (const [index, part] of parts.entries()) {
    if (part === '' || part === '.' || part === '..') continue;
    const before = resolvePath(folder, parts.slice(0, index).join('/') || '.');
    const names = (project.entriesOf(before) ?? []).map((name) => name.replace(/\/$/, ''));
    // `deployment` may stand for `deployment.yaml`.
    const endings = index === parts.length - 1 && !part.includes('.') ? names.filter((name) => name.replace(/\.ya?ml$/, '') === part) : [];
    const found = [...suggest(part, names), ...endings].map((name) => parts.with(index, name).join('/')).find(isMeant);
    if (found !== undefined || !names.includes(part)) return found;
  }
  return undefined;
}

/** `../base` from a folder that lies one deeper than its writer thought, and the other way round. */
function withOtherSteps(path: string, folder: string, isMeant: (candidate: string) => boolean): string | undefined {
  const below = path.replace(/^(?:\.{1,2}\/)+/, '');
  const depth = folder.split('/').filter((part) => part !== '').length;
  for (let steps = 0; steps <= Math.min(depth, 4); steps++) {
    const candidate = '../'.repeat(steps) + below;
    if (candidate !== path && below !== '' && isMeant(candidate)) return candidate;
  }
  return undefined;
}
