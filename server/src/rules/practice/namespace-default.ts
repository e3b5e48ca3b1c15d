import { kindFacts } from '../../schema/pack';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'namespace-default',
  summary: 'An object is put into the namespace `default`.',
  severity: 'hint',
  stage: 'apply',
  profile: 'optional',
  fixable: 'never',
  since: '0.1.0',
  aliases: [
    'kube-linter:use-namespace',
    'checkov:CKV_K8S_21',
    'trivy:KSV-0110',
    'kubescape:C-0061',
    'kubescape:C-0212',
    'datree:WORKLOAD_INCORRECT_NAMESPACE_VALUE_DEFAULT',
  ],
  scope: 'object',

  *check({ namespace, group, version, kind }) {
    if (namespace?.value !== 'default' || kindFacts(group, version, kind.value)?.namespaced === false) return;
    yield { at: namespace.at, message: message`In ${'default'} lies everything that nobody put elsewhere; a namespace of its own can have rights and limits.` };
  },
});
