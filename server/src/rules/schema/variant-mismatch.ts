import { removeField, renameKey } from '../../fix/fields';
import type { Value } from '../../model/object';
import { hasTemplate } from '../../model/templated';
import { type Definition, unversioned } from '../../schema/definition';
import { definitionOf } from '../../schema/pack';
import { writtenMaps } from '../../schema/written-fields';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Finding, type Fix, rule } from '../rule';

/** A mapping of which one field says which other one belongs to it. */
interface Choice {
  readonly by: string;
  /** The field that each value asks for; none where it asks for nothing. */
  readonly fields: Readonly<Record<string, string | undefined>>;
  /** What may be left out, because the server fills it in. */
  readonly optional?: string;
}

/** By definition, the same in all versions: kubernetes/pkg/apis/flowcontrol/validation/validation.go. */
const CHOICES: Readonly<Record<string, Choice>> = table({
  'flowcontrol.PriorityLevelConfigurationSpec': { by: 'type', fields: { Limited: 'limited', Exempt: 'exempt' }, optional: 'exempt' },
  'flowcontrol.LimitResponse': { by: 'type', fields: { Queue: 'queuing', Reject: undefined } },
  'flowcontrol.Subject': { by: 'kind', fields: { User: 'user', Group: 'group', ServiceAccount: 'serviceAccount' } },
});

/** Fields of which exactly one must be there: pkg/apis/core/validation, pkg/apis/resource/validation. */
const ONE_OF: Readonly<Record<string, readonly string[]>> = table({
  'core.PodResourceClaim': ['resourceClaimName', 'resourceClaimTemplateName'],
  'resource.DeviceRequest': ['exactly', 'firstAvailable'],
});

export default rule({
  id: 'variant-mismatch',
  summary: 'A mapping holds the fields of another variant than its own, or of none.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',

  *check(object) {
    const root = definitionOf(object);
    if (!root) return;
    for (const { value: holder, definition: owner } of writtenMaps(object.value, root)) {
      const name = unversioned(owner);
      const choice = CHOICES[name];
      if (choice && !hasTemplate(holder)) yield* judge(holder, choice);
      const alternatives = ONE_OF[name];
      if (alternatives && !hasTemplate(holder)) yield* judgeAlternatives(holder, alternatives, owner);
    }
  },
});

function* judge(value: Value, { by, fields, optional }: Choice): Iterable<Finding> {
  const said = value.get(by);
  const choice = said?.words;
  if (!said || choice === undefined || !Object.hasOwn(fields, choice)) return;
  const wanted = fields[choice];
  const others = Object.values(fields).flatMap((field) => (field === undefined || field === wanted ? [] : (value.given(field) ?? [])));
  const isMissing = wanted !== undefined && wanted !== optional && !value.given(wanted);
  for (const other of others) {
    const name = String(other.step);
    // What stands there may be right but for its name.
    const fix: Fix =
      isMissing && others.length === 1
        ? { title: message`Rename to ${wanted}`, safe: false, edits: [renameKey({ at: other.keyAt }, wanted)] }
        : { title: message`Remove ${name}`, safe: false, edits: [removeField(other)] };
    yield { at: other.keyAt, message: message`With the ${by} ${choice} there must be no ${name}.`, fix };
  }
  if (isMissing && others.length === 0) yield { at: said.at, message: message`The ${by} ${choice} needs ${wanted}.` };
}

function* judgeAlternatives(value: Value, alternatives: readonly string[], { fields }: Definition): Iterable<Finding> {
  // Versions differ: one has the fields of an alternative in the mapping itself.
  if (!alternatives.every((one) => fields.has(one))) return;
  // What is misspelt or stands a level too high is told of by itself.
  const isMisspelt = value.fields().some((field) => !fields.has(field.name));
  const [first, ...others] = alternatives.flatMap((name) => value.given(name) ?? []);
  if (!first) {
    // Up to 1.30 the claims of a pod stood in `source`.
    if (!value.given('source') && !isMisspelt) yield { at: value.keyAt, message: message`Here one of ${alternatives} must stand.` };
    return;
  }
  for (const other of others) {
    const fix = { title: message`Remove ${String(other.step)}`, safe: false, edits: [removeField(other)] };
    yield {
      at: other.keyAt,
      message: message`Only one of ${alternatives} may stand here.`,
      related: [{ at: first.keyAt, message: message`The other one is here.` }],
      fix,
    };
  }
}
