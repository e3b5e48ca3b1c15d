import { rule } from '../rule';

export default rule({
  id: 'yaml-unreadable',
  summary: 'A document is not YAML that Kubernetes can read.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['monokle:YML001'],
  scope: 'document',

  *check({ source, classification }) {
    // Templates are no YAML before they are rendered.
    if (classification.kind === 'helm-template') return;
    const refused = source.problems.find(({ kind }) => kind === 'refused');
    // What follows the first fault is mostly its consequence.
    if (refused) yield { at: refused.at, message: refused.message };
    for (const { kind, at, message } of refused ? [] : source.problems) if (kind === 'disliked') yield { at, message, severity: 'hint' };
  },
});
