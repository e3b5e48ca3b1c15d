import { removeItem } from '../../fix/fields';
import { isRemote } from '../../model/kustomize/kustomization';
import { message } from '../../text/message';
import { folderOf, isBelow, resolvePath } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'kustomization-cycle',
  summary: 'A kustomization takes in itself, by way of others or at once.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kustomization'],

  // kustomize/api/internal/target and api/internal/git: a root may not be taken again, nor a folder that holds it.
  *check({ root, file }, project) {
    if (root?.kind !== 'map') return;
    const loops = new Set(project.contentsOf(file)?.loops.map(({ at }) => at.start));
    for (const item of ['resources', 'bases', 'components'].flatMap((field) => root.items(field))) {
      const path = item.string()?.value;
      if (path === undefined || path === '' || isRemote(path) || /\.(?:ya?ml|json)$/i.test(path)) continue;
      const isAbove = /^[./\\]+$/.test(path) && isBelow(resolvePath(folderOf(file), path), folderOf(file));
      if (!isAbove && !loops.has(item.at.start)) continue;
      yield {
        at: item.at,
        message: isAbove
          ? message`${path} is a folder that holds this kustomization, so that it would take in itself.`
          : message`${path} takes in this kustomization in turn.`,
        fix: { title: message`Remove it`, safe: false, edits: [removeItem(item)] },
      };
    }
  },
});
