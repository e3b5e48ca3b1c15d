import { isRemote } from '../../model/kustomize/kustomization';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { rule } from '../rule';
import { namedFiles } from './named-files';

export default rule({
  id: 'kustomization-file-outside',
  summary: 'A kustomization takes a file from outside of its folder.',
  severity: 'warning',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kustomization'],

  *check({ root }) {
    if (root?.kind !== 'map') return;
    for (const { path, value, kinds } of namedFiles(root)) {
      if (isRemote(path) || isTemplated(path) || !leavesFolder(path)) continue;
      // Folders may lie anywhere: they are kustomizations of their own.
      const isFile = kinds === 'any' || kinds === 'yaml' || /\.(?:ya?ml|json)$/i.test(path);
      if (isFile) yield { at: value.at, message: message`kustomize takes no file from outside of the folder of its kustomization, unless it is told to.` };
    }
  },
});

function leavesFolder(path: string): boolean {
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth--;
    else if (part !== '.' && part !== '') depth++;
    if (depth < 0) return true;
  }
  return path.startsWith('/');
}
