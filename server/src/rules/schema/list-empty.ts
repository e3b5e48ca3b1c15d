import type { Value } from '../../model/object';
import { definition, kindFacts } from '../../schema/pack';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

/** Lists that must hold something wherever they stand, by definition: `validation.go` of each group in pkg/apis of Kubernetes. */
const NEEDED: Readonly<Record<string, string>> = {
  'core.v1.PodSpec': 'containers',
  'autoscaling.v2.HPAScalingRules': 'policies',
  'rbac.v1.AggregationRule': 'clusterRoleSelectors',
};

export default rule({
  id: 'list-empty',
  summary: 'A list that must hold something holds nothing.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'object',

  *check({ group, version, kind, value }) {
    const facts = kindFacts(group, version, kind.value);
    if (facts && facts.definition >= 0) yield* visit(value, facts.definition);
  },
});

function* visit(value: Value, index: number): Iterable<Finding> {
  const { name, fields } = definition(index);
  const list = NEEDED[name] === undefined ? undefined : value.get(NEEDED[name]);
  if (list?.kind === 'list' && isWrittenEmpty(list))
    yield { at: list.keyAt, message: message`The list ${NEEDED[name] ?? ''} is empty, and must hold at least one item.` };
  for (const { name: field, value: inner } of value.fields()) {
    const segment = fields.get(field)?.segments.at(-1);
    if (segment?.leaf !== 'object') continue;
    if (segment.wraps === '' && inner.kind === 'map') yield* visit(inner, segment.definition);
    for (const item of inner.items()) if (item.kind === 'map') yield* visit(item, segment.definition);
  }
}

/** What is left of a list after patches is not written by anybody. */
function isWrittenEmpty({ document, node }: Value): boolean {
  return node.kind === 'list' && node.items.length === 0 && /^\[\s*\]$/.test(document.text.slice(node.start, node.end));
}
