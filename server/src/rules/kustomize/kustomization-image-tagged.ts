import { insertFieldAfter, replaceValue } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'kustomization-image-tagged',
  summary: 'An image is to be changed by a name that no image has, since it holds a tag.',
  severity: 'warning',
  stage: 'pull',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kustomization'],

  *check({ root }) {
    for (const item of root?.items('images') ?? []) {
      for (const key of ['name', 'newName']) {
        const written = item.get(key);
        const name = written?.string();
        const match = name && /^(.*[^/:])(?::([\w.-]+)|@(sha256:[0-9a-f]+))$/.exec(name.value);
        // A port is followed by a slash.
        if (!written || !name || !match?.[1] || isTemplated(name.value)) continue;
        const [, bare, tag, digest] = match;
        const field = tag === undefined ? 'digest' : 'newTag';
        const moved = key === 'newName' && !item.get(field) ? [insertFieldAfter(item, key, field, (tag ?? digest) as string)] : [];
        yield {
          at: name.at,
          message:
            key === 'name'
              ? message`kustomize compares names without their tags, so ${name.value} is the name of no image.`
              : message`A new name has no tag; that is what ${field} is for.`,
          fix: { title: message`Use ${bare}`, safe: false, edits: [replaceValue(written, bare), ...moved] },
        };
      }
    }
  },
});
