import { readKustomization } from '../../model/kustomize/kustomization';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'kustomization-base-remote',
  summary: 'A kustomization takes in something remote, which is never fetched.',
  severity: 'info',
  stage: 'apply',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kustomization'],

  *check({ root, file }) {
    if (root?.kind !== 'map') return;
    const [first, ...others] = readKustomization(file, root).remotes;
    if (!first) return;
    yield {
      at: first.at,
      message: message`This is remote and not fetched: what it brings counts as not known.`,
      related: others.map(({ at }) => ({ at, message: message`So is this.` })),
    };
  },
});
