import { replaceValue } from '../../fix/fields';
import { isRemote } from '../../model/kustomize/kustomization';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { baseName, folderOf, resolvePath } from '../../text/path';
import { type Finding, rule } from '../rule';
import { type Named, namedFiles } from './named-files';
import { nearPath } from './near-paths';

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

export default rule({
  id: 'kustomization-file-missing',
  summary: 'A kustomization names a file or folder that is not there.',
  // Some are made just before kustomize runs.
  severity: 'warning',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kustomization'],

  *check({ root, file }, project) {
    if (root?.kind !== 'map') return;
    const folder = folderOf(file);
    const all = namedFiles(root);
    const taken = new Set([folder, ...all.map(({ path }) => cleanFolder(resolvePath(folder, path)))]);
    for (const named of all) {
      const { path, kinds } = named;
      if (isRemote(path) || isTemplated(path)) continue;
      const resolved = resolvePath(folder, path);
      const isFolder = namesFolder(named);
      // A file may have any name, but one without an ending is hardly ever YAML.
      if (isFolder ? holdsKustomization(resolved, project) !== false : project.hasFile(resolved) !== false) continue;
      // What is named already would be taken twice.
      const isMeant = (other: string) => !taken.has(cleanFolder(other)) && fits(other, kinds, project);
      yield say(named, isFolder, nearPath(path, folder, isMeant, project));
    }
  },
});

function namesFolder({ path, kinds }: Named): boolean {
  if (kinds !== 'resource' && kinds !== 'component') return false;
  return path.endsWith('/') || !baseName(path.replace(/\/$/, '')).replace(/^\.+/, '').includes('.');
}

/** Undefined where nobody looked. */
function holdsKustomization(folder: string, project: Project): boolean | undefined {
  const clean = cleanFolder(folder);
  const found = NAMES.map((name) => project.hasFile(clean === '' ? name : `${clean}/${name}`));
  return found.some((one) => one === true) ? true : found.every((one) => one === false) ? false : undefined;
}

function fits(path: string, kinds: Named['kinds'], project: Project): boolean {
  const isYaml = /\.(?:ya?ml|json)$/.test(path);
  const takesFolder = kinds === 'resource' || kinds === 'component';
  if (takesFolder && !isYaml && holdsKustomization(path, project) === true) return true;
  if (kinds === 'component' || project.hasFile(path) !== true) return false;
  return kinds === 'any' || (isYaml && !NAMES.includes(baseName(path)));
}

function say({ path, value }: Named, isFolder: boolean, near: string | undefined): Finding {
  const at = value.at;
  if (near === undefined)
    return { at, message: isFolder ? message`There is no folder ${path} with a ${'kustomization.yaml'}.` : message`There is no file ${path}.` };
  // Generators may have a key before the path.
  const key = (value.string()?.value ?? '').slice(0, -path.length);
  return {
    at,
    message: isFolder
      ? message`There is no folder ${path} with a ${'kustomization.yaml'}; did you mean ${near}?`
      : message`There is no file ${path}; did you mean ${near}?`,
    fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(value, key + near)] },
  };
}

function cleanFolder(path: string): string {
  return path.replace(/\/$/, '');
}
