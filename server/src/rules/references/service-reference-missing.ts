import { type Reference, referencesOf } from '../../model/graph/edges';
import { definesBeside, isSystemNamespace } from '../../model/neighbours';
import { sameNamespace } from '../../model/object-index';
import type { Project } from '../../model/project';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';
import { namesakes } from './namesakes';
import { writeName } from './write-name';

/** Rules of their own look at these. */
const ELSEWHERE = ['Ingress', 'StatefulSet'];

export default rule({
  id: 'service-reference-missing',
  summary: 'A route, webhook or API service leads to a Service that no file defines.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kubescape:C-0302', 'monokle:LNK001'],
  scope: 'object',

  *check(object, project) {
    for (const reference of referencesOf(object)) {
      const isElsewhere = ELSEWHERE.includes(object.kind.value) && reference.way !== 'metadata.annotations';
      if (reference.kind === 'Service' && !isElsewhere) yield* checkReference(reference, project);
    }
  },
});

function* checkReference(reference: Reference, project: Project): Iterable<Finding> {
  const { from, name, namespace } = reference;
  if (project.find('Service', name.value, from, namespace).length > 0) return;
  const names = project
    .objects('Service', '')
    .filter((service) => sameNamespace(service.namespace?.value, namespace))
    .flatMap((service) => service.name?.value ?? []);
  const [near] = suggest(name.value, names);
  // Operators make Services too. Where none lies beside the object, they are kept somewhere else.
  // Of another namespace, of which the files show no Service, nothing is known.
  const isOther = namespace !== from.namespace?.value && project.objects('Service', '').every((service) => service.namespace?.value !== namespace);
  const mayBeElsewhere = isSystemNamespace(namespace) || isOther || !definesBeside('Service', from, project);
  if (project.mayExistElsewhere('Service', name.value, from, namespace) || (near === undefined && mayBeElsewhere)) return;
  const fix: Fix | undefined = near === undefined ? undefined : { title: message`Use ${near}`, safe: false, edits: [writeName(reference, near)] };
  yield {
    at: name.at,
    message:
      near === undefined ? message`No file defines the Service ${name.value}.` : message`No file defines the Service ${name.value}; did you mean ${near}?`,
    ...namesakes('Service', name.value, namespace, project),
    ...(fix && { fix }),
  };
}
