import type { Value } from '../../model/object';
import { definitionOf } from '../../schema/pack';
import { writtenMaps } from '../../schema/written-fields';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { rule } from '../rule';

/** Lists that must hold something wherever they stand, by definition: `validation.go` of each group in pkg/apis of Kubernetes. */
const NEEDED: Readonly<Record<string, string>> = table({
  'core.v1.PodSpec': 'containers',
  'autoscaling.v2.HPAScalingRules': 'policies',
  'rbac.v1.AggregationRule': 'clusterRoleSelectors',
});

export default rule({
  id: 'list-empty',
  summary: 'A list that must hold something holds nothing.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'object',

  *check(object) {
    const root = definitionOf(object);
    if (!root) return;
    for (const { value: holder, definition: owner } of writtenMaps(object.value, root)) {
      const needed = NEEDED[owner.name];
      const list = needed === undefined ? undefined : holder.get(needed);
      if (list?.kind === 'list' && isWrittenEmpty(list))
        yield { at: list.keyAt, message: message`The list ${needed ?? ''} is empty, and must hold at least one item.` };
    }
  },
});

/** What is left of a list after patches is not written by anybody. */
function isWrittenEmpty({ document, node }: Value): boolean {
  return node.kind === 'list' && node.items.length === 0 && /^\[\s*\]$/.test(document.text.slice(node.start, node.end));
}
