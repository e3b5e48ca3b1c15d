import { type DeprecatedField, deprecatedField } from '../../schema/deprecated-fields';
import { coreSchema } from '../../schema/object-schema';
import { writtenFields } from '../../schema/written-fields';
import { type Message, message } from '../../text/message';
import { rule } from '../rule';

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
    for (const { owner, written } of schema ? writtenFields(object.value, schema.root) : []) {
      const old = deprecatedField(owner.name, written.name);
      // A volume that no longer works keeps its pod from starting: `volume-plugin-removed` and `storage-plugin-removed` say so.
      // What the schema itself has lost is said by `field-outside-range`.
      const isLost = old?.gone !== undefined && old.gone <= to;
      if (old && old.deprecated <= to && !isLost) yield { at: written.at, message: say(written.name, old), tag: 'deprecated' };
    }
  },
});

function say(name: string, { deprecated, instead }: DeprecatedField): Message {
  if (instead === undefined) return message`${name} is deprecated since 1.${deprecated}.`;
  return message`${name} is deprecated since 1.${deprecated}; ${instead} takes its place.`;
}
