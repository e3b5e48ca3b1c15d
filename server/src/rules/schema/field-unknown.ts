import type { KubeObject } from '../../model/object';
import { isTemplated } from '../../model/templated';
import type { UnknownField } from '../../schema/check';
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
      if (finding.kind !== 'unknown-field' || isTemplated(finding.name) || isEncrypted(finding, object)) continue;
      const { message: said, fix, slip = false } = explainUnknown(finding, object, project);
      yield weigh({ at: finding.at, message: said, slip, ...(fix && { fix }) }, finding, object, project);
    }
  },
});

/** What SOPS adds to a file that it encrypts, and takes away again. */
function isEncrypted({ value, name }: UnknownField, object: KubeObject): boolean {
  return name === 'sops' && value.node === object.value.node && value.get('sops', 'mac') !== undefined;
}
