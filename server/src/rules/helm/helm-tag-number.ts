import { replaceSource } from '../../fix/fields';
import { quoted } from '../../fix/write-yaml';
import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'helm-tag-number',
  summary: 'The tag of an image is a number in the values of a chart, and changes on its way.',
  severity: 'warning',
  stage: 'pull',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'document',
  kinds: ['helm-values'],

  *check({ root }) {
    if (root) yield* below(root, 0);
  },
});

function* below(value: Value, depth: number): Iterable<Finding> {
  if (depth > 30) return;
  for (const item of value.items()) yield* below(item, depth + 1);
  for (const { name, value: inner } of value.fields()) {
    if (inner.kind === 'map' || inner.kind === 'list') yield* below(inner, depth + 1);
    const { words } = inner;
    // A number that is written as Go prints it comes out as it went in.
    if (!/^(?:tag|imageTag|[a-z]+ImageTag)$/.test(name) || inner.kind !== 'number' || words === undefined || String(inner.plain) === words) continue;
    const fix = { title: message`Put ${words} in quotes`, safe: true, edits: [replaceSource(inner, quoted(words))] };
    yield { at: inner.at, message: message`Without quotes the tag ${words} is the number ${String(inner.plain)}.`, fix };
  }
}
