import { isRemote } from '../../model/kustomize/kustomization';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { type Message, message } from '../../text/message';
import { baseName, folderOf, resolvePath } from '../../text/path';
import { rule } from '../rule';
import { type Named, namedFiles } from './named-files';

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

export default rule({
  id: 'kustomization-file-missing',
  summary: 'A kustomization names a file or folder that is not there.',
  // Some are made just before kustomize runs.
  severity: 'warning',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kustomization'],

  *check({ root, file }, project) {
    if (root?.kind !== 'map') return;
    for (const named of namedFiles(root)) {
      const { path, value } = named;
      if (isRemote(path) || isTemplated(path)) continue;
      const said = missing(named, resolvePath(folderOf(file), path), project);
      if (said) yield { at: value.at, message: said };
    }
  },
});

function missing({ path, kinds }: Named, resolved: string, project: Project): Message | undefined {
  const isFolder =
    (kinds === 'resource' || kinds === 'component') && (path.endsWith('/') || !baseName(path.replace(/\/$/, '')).replace(/^\.+/, '').includes('.'));
  if (!isFolder) return project.hasFile(resolved) === false ? message`There is no file ${path}.` : undefined;
  // A file may have any name, but one without an ending is hardly ever YAML.
  const folder = resolved.replace(/\/$/, '');
  const found = NAMES.map((name) => project.hasFile(folder === '' ? name : `${folder}/${name}`));
  return found.every((one) => one === false) ? message`There is no folder ${path} with a ${'kustomization.yaml'}.` : undefined;
}
