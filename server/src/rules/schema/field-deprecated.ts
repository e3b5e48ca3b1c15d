import type { Value } from '../../model/object';
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
    // A volume that no longer works keeps its pod from starting: `volume-plugin-removed` and `storage-plugin-removed` say so.
    // What the schema itself has lost is said by `field-outside-range`.
    const isLost = old?.gone !== undefined && old.gone <= to;
    if (old && old.deprecated <= to && !isLost) yield { at: written.at, message: say(written.name, old), tag: 'deprecated' };
    if (!segment.inner || segment.wraps.startsWith('{')) continue;
    const inner = segment.wraps === '[' ? written.value.items() : [written.value];
    for (const one of inner) yield* visit(one, segment.inner, to);
  }
}

function say(name: string, { deprecated, instead }: DeprecatedField): Message {
  if (instead === undefined) return message`${name} is deprecated since 1.${deprecated}.`;
  return message`${name} is deprecated since 1.${deprecated}; ${instead} takes its place.`;
}
