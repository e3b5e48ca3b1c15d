import { replaceValue } from '../../fix/fields';
import { definesBeside, isSystemNamespace } from '../../model/neighbours';
import { knownNames } from '../../model/references';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { namesakes } from '../references/namesakes';
import { rule } from '../rule';

export default rule({
  id: 'service-account-missing',
  summary: 'A pod runs as a ServiceAccount that no file defines.',
  severity: 'warning',
  stage: 'create',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:non-existent-service-account', 'kubescape:C-0307', 'monokle:LNK001', 'popeye:POP-307'],
  scope: 'pod',

  *check({ serviceAccountName: name, value, owner }, project) {
    const written = value.get('serviceAccountName') ?? value.get('serviceAccount');
    if (!name || !written || name.value === 'default' || project.find('ServiceAccount', name.value, owner).length > 0) return;
    if (project.mayExistElsewhere('ServiceAccount', name.value, owner)) return;
    const [near] = suggest(name.value, knownNames('ServiceAccount', project, owner.namespace?.value));
    if (near === undefined && (isSystemNamespace(owner.namespace?.value) || !definesBeside('ServiceAccount', owner, project))) return;
    yield {
      at: name.at,
      message:
        near === undefined
          ? message`No file defines the ServiceAccount ${name.value}.`
          : message`No file defines the ServiceAccount ${name.value}; did you mean ${near}?`,
      ...namesakes('ServiceAccount', name.value, owner.namespace?.value, project),
      ...(near !== undefined && { fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] } }),
    };
  },
});
