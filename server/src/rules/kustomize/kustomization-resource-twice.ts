import { removeItem } from '../../fix/fields';
import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { folderOf, resolvePath } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'kustomization-resource-twice',
  summary: 'A kustomization takes the same file or folder twice.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'document',

  *check({ classification, root, file }) {
    if (classification.kind !== 'kustomization' || root?.kind !== 'map') return;
    const first = new Map<string, Value>();
    for (const item of [...root.items('resources'), ...root.items('bases')]) {
      const path = item.string()?.value;
      if (path === undefined || path === '') continue;
      const isAddress = path.includes('://') || path.includes('?');
      const key = isAddress ? path : resolvePath(folderOf(file), path.replace(/\/$/, ''));
      const known = first.get(key);
      if (known) {
        yield {
          at: item.at,
          message: message`${path} is taken already, and an object cannot be added twice.`,
          related: [{ at: known.at, message: message`It is taken here first.` }],
          fix: { title: message`Remove it`, safe: true, edits: [removeItem(item)] },
        };
      } else first.set(key, item);
    }
  },
});
