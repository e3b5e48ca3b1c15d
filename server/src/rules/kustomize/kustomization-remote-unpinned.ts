import { readKustomization } from '../../model/kustomize/kustomization';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Branches move; tags and commits do not. */
const BRANCHES = ['main', 'master', 'HEAD', 'develop', 'trunk', 'latest'];

export default rule({
  id: 'kustomization-remote-unpinned',
  summary: 'A kustomization takes in whatever a remote repository holds at the moment.',
  severity: 'info',
  stage: 'apply',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kustomization'],

  *check({ root, file }) {
    if (root?.kind !== 'map') return;
    for (const { value, at } of readKustomization(file, root).remotes) {
      if (isTemplated(value)) continue;
      const raw = /^https:\/\/(?:raw\.githubusercontent\.com\/[^/]+\/[^/]+|github\.com\/[^/]+\/[^/]+\/(?:blob|raw))\/(?:refs\/heads\/)?([^/]+)\//.exec(
        value,
      )?.[1];
      const asked = /[?&](?:ref|version)=([^&]*)/.exec(value)?.[1];
      const isRepository =
        /^(?:git@|ssh:|git::|file:)|\.git(?:[/?]|$)|\/\/|^(?:https:\/\/)?(?:github|gitlab|bitbucket)\./.test(value) && !/\.ya?ml(?:\?|$)/.test(value);
      const revision = raw ?? asked;
      if (revision === undefined ? !isRepository : !BRANCHES.includes(revision)) continue;
      yield {
        at,
        message:
          revision === undefined
            ? message`Without ${'?ref='} and a tag or commit, every build takes what the repository holds then.`
            : message`${revision} moves on: a tag or a commit stays what was tested.`,
      };
    }
  },
});
