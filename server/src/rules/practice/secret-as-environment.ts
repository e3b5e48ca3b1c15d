import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'secret-as-environment',
  summary: 'A container takes a Secret as environment variables instead of files.',
  severity: 'hint',
  stage: 'secure',
  profile: 'optional',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['kube-linter:read-secret-from-env-var', 'checkov:CKV_K8S_35', 'monokle:KBP112', 'kubescape:C-0207'],
  scope: 'container',

  *check({ environment, environmentFrom }) {
    const said = message`Environment variables are passed on to every child process and often printed; a file is read by those who need it.`;
    for (const { source } of environment) if (source?.kind === 'secretKeyRef') yield { at: source.value.keyAt, message: said };
    for (const { kind, item } of environmentFrom) if (kind === 'Secret') yield { at: item.get('secretRef')?.keyAt ?? item.headAt, message: said };
  },
});
