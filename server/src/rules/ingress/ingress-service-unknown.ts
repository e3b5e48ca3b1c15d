import { replaceValue } from '../../fix/fields';
import { definesBeside, isSystemNamespace } from '../../model/neighbours';
import { nameFault } from '../../schema/names';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { namesakes } from '../references/namesakes';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'ingress-service-unknown',
  summary: 'An Ingress sends requests to a Service that no file defines.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:dangling-ingress', 'kube-score:ingress-targets-service', 'kubescape:C-0298', 'popeye:POP-1401', 'monokle:LNK001'],
  scope: 'ingress',

  *check({ object, backends }, project) {
    for (const { service, value } of backends) {
      if (!service || nameFault(service.value, 'label') || project.find('Service', service.value, object).length > 0) continue;
      const names = project
        .objects('Service', '')
        .filter(({ namespace }) => !namespace || !object.namespace || namespace.value === object.namespace.value)
        .flatMap(({ name }) => name?.value ?? []);
      const [near] = suggest(service.value, names);
      // Charts and operators make Services too. Where none lies beside the Ingress, they are kept somewhere else.
      const mayBeElsewhere = isSystemNamespace(object.namespace?.value) || !definesBeside('Service', object, project);
      if (project.mayExistElsewhere('Service', service.value, object) || (near === undefined && mayBeElsewhere)) continue;
      const written = value.get('service', 'name') ?? value.get('serviceName');
      const fix: Fix | undefined =
        near !== undefined && written ? { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] } : undefined;
      yield {
        at: service.at,
        message:
          near === undefined
            ? message`No file defines the Service ${service.value}.`
            : message`No file defines the Service ${service.value}; did you mean ${near}?`,
        ...namesakes('Service', service.value, object.namespace?.value, project),
        ...(fix && { fix }),
      };
    }
  },
});
