import { isTemplated } from '../../model/templated';
import { rule } from '../rule';
import { explainUnknown } from './explain-unknown';
import { findingsOf, weigh } from './object-findings';

export default rule({
  id: 'field-unknown',
  summary: 'A field that no version of Kubernetes knows.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:schema-validation', 'monokle:K8S001'],
  scope: 'object',

  *check(object, project) {
    for (const finding of findingsOf(object, project)) {
      if (finding.kind !== 'unknown-field' || isTemplated(finding.name)) continue;
      const { message: said, fix } = explainUnknown(finding, object, project);
      yield weigh({ at: finding.at, message: said, ...(fix && { fix }) }, finding, object, project);
    }
  },
});
