import { referencesOf } from '../../model/graph/edges';
import type { KubeObject } from '../../model/object';
import type { Project } from '../../model/project';
import { message } from '../../text/message';
import { rule } from '../rule';

const GROUP = 'gateway.networking.k8s.io';

export default rule({
  id: 'reference-grant-missing',
  summary: 'A route or Gateway reaches into another namespace that does not allow it.',
  severity: 'error',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'object',

  // gateway-api.sigs.k8s.io, ReferenceGrant: what crosses namespaces is refused unless the other namespace allows it.
  *check(object, project) {
    const own = object.namespace?.value;
    if (object.group !== GROUP || own === undefined) return;
    for (const { kind, name, namespace, value } of referencesOf(object)) {
      if ((kind !== 'Service' && kind !== 'Secret') || namespace === undefined || namespace === own) continue;
      // The grant belongs to the target, so it is looked for where the target is kept.
      const [target] = project.find(kind, name.value, object, namespace);
      if (!target || target.namespace?.value !== namespace || isGranted(object, kind, name.value, namespace, project)) continue;
      yield {
        at: value.get('namespace')?.at ?? name.at,
        message: message`No ReferenceGrant in the namespace ${namespace} allows this ${object.kind.value} of ${own} to use the ${kind} ${name.value}.`,
        related: [{ at: target.at, message: message`It is defined here.` }],
      };
    }
  },
});

function isGranted({ kind: fromKind, namespace: from }: KubeObject, kind: string, name: string, namespace: string, project: Project): boolean {
  return project.objects('ReferenceGrant', GROUP).some((grant) => {
    if (grant.namespace && grant.namespace.value !== namespace) return false;
    const allows = grant.value
      .items('spec', 'from')
      .some((one) => one.string('kind')?.value === fromKind.value && [from?.value, undefined].includes(one.string('namespace')?.value));
    const reaches = grant.value
      .items('spec', 'to')
      .some((one) => one.string('kind')?.value === kind && [name, undefined, ''].includes(one.string('name')?.value));
    return allows && reaches;
  });
}
