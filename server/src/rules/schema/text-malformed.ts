import { replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { definitionOf } from '../../schema/pack';
import { type TextSite, textSites } from '../../schema/texts';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'text-malformed',
  summary: 'A field holds a text that the server cannot take for what it names, or none.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',

  *check(object) {
    const { value, kind } = object;
    const root = definitionOf(object);
    if (!root) return;
    for (const site of textSites(value, root)) yield* judge(site, site.holder.node === value.node ? kind : undefined);
  },
});

/** `kind` is that of the object where the text stands in the object itself. */
function* judge({ holder, field, value, rule: { fault, repair, presence } }: TextSite, kind: Located<string> | undefined): Iterable<Finding> {
  if (!value) {
    if (presence === 'needed') yield { at: kind?.at ?? holder.keyAt, message: message`${kind?.value ?? nameOf(holder)} needs ${field}.` };
    return;
  }
  const path = value.index === undefined ? nameOf(holder, field) : nameOf(value);
  const text = value.string()?.value;
  if (text === undefined || isTemplated(text)) return;
  if (text === '') {
    if (presence !== 'free') yield { at: value.at, message: message`${path} must not be empty.` };
    return;
  }
  const wrong = fault(text, holder);
  if (!wrong) return;
  const repaired = repair?.(text);
  const fix: Fix | undefined = repaired === undefined ? undefined : { title: message`Use ${repaired}`, safe: false, edits: [replaceValue(value, repaired)] };
  yield { at: value.at, message: message`The ${path} ${text} ${wrong}.`, ...(fix && { fix }) };
}

/** The end of a path, which says enough: `secretKeyRef.name`, `options[0].name`. */
function nameOf(value: Value, field?: string): string {
  const own = typeof value.step === 'number' ? `${value.parent?.step}[${value.step}]` : value.step;
  return [own, field].filter((part) => part !== undefined).join('.');
}
