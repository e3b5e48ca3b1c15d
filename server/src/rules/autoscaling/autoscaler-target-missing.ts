import { replaceValue } from '../../fix/fields';
import { readAutoscaler } from '../../model/autoscaler';
import { definesBeside } from '../../model/neighbours';
import { sameNamespace } from '../../model/object-index';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { namesakes } from '../references/namesakes';
import { type Fix, rule } from '../rule';

const SCALABLE = ['Deployment', 'StatefulSet', 'ReplicaSet'];

export default rule({
  id: 'autoscaler-target-missing',
  summary: 'An autoscaler scales a workload that no file defines.',
  severity: 'warning',
  stage: 'run',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:dangling-horizontalpodautoscaler', 'kube-score:horizontalpodautoscaler-has-target', 'kubescape:C-0300', 'popeye:POP-600'],
  scope: 'object',
  kinds: ['HorizontalPodAutoscaler', 'ScaledObject'],

  *check(object, project) {
    const autoscaler = readAutoscaler(object);
    if (!autoscaler) return;
    const { kind, name, value } = autoscaler.target;
    if (isTemplated(kind) || !SCALABLE.includes(kind) || project.find(kind, name.value, object).length > 0) return;
    const otherKind = SCALABLE.find((other) => other !== kind && project.find(other, name.value, object).length > 0);
    const kindValue = value.get('kind');
    if (otherKind !== undefined) {
      const fix: Fix | undefined = kindValue && { title: message`Use ${otherKind}`, safe: false, edits: [replaceValue(kindValue, otherKind)] };
      yield { at: kindValue?.at ?? name.at, message: message`${name.value} is a ${otherKind}, not a ${kind}.`, ...(fix && { fix }) };
      return;
    }
    const [near] = suggest(
      name.value,
      project.objects(kind, 'apps').flatMap((one) => (sameNamespace(one.namespace?.value, object.namespace?.value) ? (one.name?.value ?? []) : [])),
    );
    if (project.mayExistElsewhere(kind, name.value, object) || (near === undefined && !definesBeside(kind, object, project))) return;
    const written = value.get('name');
    const fix: Fix | undefined = near !== undefined && written ? { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] } : undefined;
    yield {
      at: name.at,
      message:
        near === undefined ? message`No file defines the ${kind} ${name.value}.` : message`No file defines the ${kind} ${name.value}; did you mean ${near}?`,
      ...namesakes(kind, name.value, object.namespace?.value, project),
      ...(fix && { fix }),
    };
  },
});
