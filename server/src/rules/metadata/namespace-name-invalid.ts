import { replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { nameFault, repairName } from '../../schema/names';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'namespace-name-invalid',
  summary: 'A namespace is named that cannot exist.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',

  *check({ classification, objects, root }) {
    for (const { value } of objects) yield* judge(value.get('metadata', 'namespace'));
    if (classification.kind === 'kustomization') yield* judge(root?.get('namespace'));
    if (classification.kind === 'kubeconfig') for (const item of root?.items('contexts') ?? []) yield* judge(item.get('context', 'namespace'));
  },
});

function* judge(value: Value | undefined): Iterable<Finding> {
  const text = value?.string();
  // An empty one counts as none.
  const fault = !text || text.value === '' || isTemplated(text.value) ? undefined : nameFault(text.value, 'label');
  if (!value || !text || !fault) return;
  const repaired = repairName(text.value, 'label');
  yield {
    at: text.at,
    message: message`The namespace ${text.value} ${fault}.`,
    ...(repaired !== undefined && { fix: { title: message`Use ${repaired}`, safe: false, edits: [replaceValue(value, repaired)] } }),
  };
}
