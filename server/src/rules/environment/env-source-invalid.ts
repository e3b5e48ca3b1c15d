import { removeField } from '../../fix/fields';
import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

export default rule({
  id: 'env-source-invalid',
  summary: 'An environment variable has no source for its value, or several.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ value }) {
    for (const item of value.items('env')) yield* checkVariable(item);
    for (const item of value.items('envFrom')) yield* checkGroup(item);
  },
});

function* checkVariable(item: Value): Iterable<Finding> {
  const from = item.given('valueFrom');
  const literal = item.given('value');
  if (from?.kind !== 'map') return;
  // An empty text is the same as no value.
  if (literal && literal.words !== '' && literal.words !== undefined) {
    yield {
      at: from.keyAt,
      message: message`A variable has a ${'value'} or takes it ${'valueFrom'} elsewhere, not both.`,
      related: [{ at: literal.keyAt, message: message`The value is here.` }],
      fix: [
        { title: message`Remove ${'value'}`, safe: false, edits: [removeField(literal)] },
        { title: message`Remove ${'valueFrom'}`, safe: false, edits: [removeField(from)] },
      ],
    };
  }
  yield* checkCount(from, SOURCES, from.keyAt);
}

function* checkGroup(item: Value): Iterable<Finding> {
  if (item.kind === 'map') yield* checkCount(item, ['configMapRef', 'secretRef'], item.headAt);
}

/** Exactly one of `names` has to stand in `holder`. */
function* checkCount(holder: Value, names: readonly string[], at: Value['at']): Iterable<Finding> {
  const [first, second] = names.flatMap((name) => holder.given(name) ?? []);
  // What is written instead of a source is another fault: an unknown field.
  const others = holder.fields().some(({ name, value }) => value.kind !== 'null' && !names.includes(name) && name !== 'prefix');
  if (!first && !others) yield { at, message: message`A source is missing: one of ${names.filter((name) => name !== 'fileKeyRef')}.` };
  if (!first || !second) return;
  yield {
    at: second.keyAt,
    message: message`Only one of ${names.filter((name) => holder.given(name))} may be given.`,
    related: [{ at: first.keyAt, message: message`The first one is here.` }],
    fix: [first, second].map((one) => ({ title: message`Remove ${String(one.step)}`, safe: false, edits: [removeField(one)] })),
  };
}
