import type { DocumentKind } from '../../model/classify';
import { rule } from '../rule';

/** Templates are no YAML before they are rendered, and what other tools read is theirs to judge. */
const NOT_OURS: ReadonlySet<DocumentKind> = new Set(['helm-template', 'configuration', 'other']);

/** Documents that kubectl or Helm read, which both read with sigs.k8s.io/yaml. */
const KUBECTL: ReadonlySet<DocumentKind> = new Set(['kubernetes', 'list', 'kubeconfig', 'helm-values', 'helm-chart']);

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
    if (NOT_OURS.has(classification.kind)) return;
    const strict = KUBECTL.has(classification.kind);
    const refused = source.problems.find(({ kind }) => kind === 'refused' || (strict && kind === 'strict'));
    // What follows the first fault is mostly its consequence.
    if (refused) yield { at: refused.at, message: refused.message };
    for (const { kind, at, message } of refused ? [] : source.problems) if (kind === 'disliked') yield { at, message, severity: 'hint' };
  },
});
