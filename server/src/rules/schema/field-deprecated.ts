import type { Field, Value } from '../../model/object';
import { type Definition, newest } from '../../schema/definition';
import { type DeprecatedField, deprecatedField } from '../../schema/deprecated-fields';
import { coreSchema } from '../../schema/object-schema';
import { type Message, message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'field-deprecated',
  summary: 'A field that Kubernetes is giving up.',
  severity: 'hint',
  stage: 'apply',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'object',

  *check(object, { kubernetes: { to } }) {
    const schema = coreSchema(object.group, object.version, object.kind.value);
    if (schema) yield* visit(object.value, schema.root, to);
  },
});

function* visit(value: Value, { name, fields }: Definition, to: number): Iterable<Finding> {
  for (const written of value.fields()) {
    const field = fields.get(written.name);
    const segment = field && newest(field);
    if (!segment || written.name === 'status' || written.value.kind === 'null') continue;
    const old = deprecatedField(name, written.name);
    // A volume that no longer works keeps its pod from starting: `volume-plugin-removed` says so.
    const isLost = name === 'core.v1.Volume' && old?.gone !== undefined && old.gone <= to;
    if (old && old.deprecated <= to && !isLost) yield explain(written, old, to);
    if (!segment.inner || segment.wraps.startsWith('{')) continue;
    const inner = segment.wraps === '[' ? written.value.items() : [written.value];
    for (const one of inner) yield* visit(one, segment.inner, to);
  }
}

function explain({ name, at }: Field, { deprecated, gone, instead }: DeprecatedField, to: number): Finding {
  // A field that still works is advice; one that some version of the range passes over is a fault.
  const isGone = gone !== undefined && gone <= to;
  return { at, message: say(name, deprecated, isGone ? gone : undefined, instead), ...(isGone && { severity: 'warning' }), tag: 'deprecated' };
}

function say(name: string, deprecated: number, gone: number | undefined, instead: string | undefined): Message {
  if (gone !== undefined) {
    if (instead === undefined) return message`${name} has no effect from 1.${gone} on.`;
    return message`${name} has no effect from 1.${gone} on; ${instead} takes its place.`;
  }
  if (instead === undefined) return message`${name} is deprecated since 1.${deprecated}.`;
  return message`${name} is deprecated since 1.${deprecated}; ${instead} takes its place.`;
}
