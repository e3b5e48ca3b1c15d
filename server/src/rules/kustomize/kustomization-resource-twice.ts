import { removeItem } from '../../fix/fields';
import type { Contents } from '../../model/kustomize/contents';
import { describe, type KubeObject, type Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { folderOf, relativePath, resolvePath } from '../../text/path';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'kustomization-resource-twice',
  summary: 'A kustomization takes the same file, folder or object twice.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kustomization'],

  *check({ root, file }, project) {
    if (root?.kind !== 'map') return;
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
    const contents = project.contentsOf(file);
    if (contents) yield* objectsTwice(contents);
  },
});

/** api/resmap, Append: two objects of one name are refused wherever they come from. Only files that are named here are looked at. */
function* objectsTwice({ kustomization, objects }: Contents): Iterable<Finding> {
  const first = new Map<string, KubeObject>();
  const own = objects.map(({ rendered }) => rendered.base).filter(({ file }) => kustomization.resources.some(({ path }) => path === file));
  const order = (object: KubeObject) => kustomization.resources.findIndex(({ path }) => path === object.file);
  for (const object of [...own].sort((a, b) => order(a) - order(b))) {
    const { apiVersion, kind, name, namespace, file } = object;
    if (!name || isTemplated(name.value) || isTemplated(namespace?.value ?? '')) continue;
    const key = [apiVersion.value, kind.value, namespace?.value ?? '', name.value].join('/');
    const known = first.get(key);
    const written = kustomization.resources.find(({ path }) => path === file)?.written;
    if (!known) first.set(key, object);
    else if (written && known.file !== file)
      yield {
        at: written.at,
        message: message`${describe(object)} is in ${relativePath(kustomization.folder, known.file)} already, and kustomize takes no object twice.`,
        related: [
          { at: known.at, message: message`It is taken here first.` },
          { at: object.at, message: message`It is here again.` },
        ],
      };
  }
}
