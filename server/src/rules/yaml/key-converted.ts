import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'key-converted',
  summary: 'A key without quotes becomes another key.',
  severity: 'warning',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',

  *check({ value }) {
    // Such keys are rare: without one there is nothing to look at more closely.
    if (value.holdsConverted) yield* below(value);
  },
});

/** sigs.k8s.io/yaml turns keys that YAML 1.1 reads as boolean or number into the text of that value. */
function* below(value: Value): Iterable<Finding> {
  if (value.kind === 'list') for (const item of value.items()) yield* below(item);
  if (value.kind !== 'map') return;
  for (const { name, at, value: inner, converted } of value.fields()) {
    const key = inner.entry?.key;
    const written = key?.kind === 'scalar' ? key.text : undefined;
    if (converted && written !== undefined && written !== '' && written !== name) {
      yield {
        at,
        message: message`Without quotes the key ${written} means ${name}.`,
        fix: { title: message`Put ${written} in quotes`, safe: false, edits: [{ at, text: `"${written}"` }] },
      };
    }
    yield* below(inner);
  }
}
