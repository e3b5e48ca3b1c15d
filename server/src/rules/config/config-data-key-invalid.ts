import { renameKey } from '../../fix/fields';
import type { Field } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { nameFault, repairName } from '../../schema/names';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'config-data-key-invalid',
  summary: 'A key of a ConfigMap or Secret cannot be used.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['ConfigMap', 'Secret'],

  *check({ kind, group, value }) {
    if (group !== '') return;
    const fields = ['data', 'stringData', 'binaryData'].flatMap((holder) => value.fields(holder));
    const first = new Map<string, Field>();
    for (const field of fields) {
      const { name, at } = field;
      const before = first.get(name);
      first.set(name, before ?? field);
      // `data` and `stringData` of a Secret may share keys, and a key that comes twice in one mapping is YAML's fault.
      if (before && kind.value === 'ConfigMap' && before.value.parent?.entry !== field.value.parent?.entry) {
        const related = [{ at: before.at, message: message`It stands here already.` }];
        yield { at, message: message`The key ${name} is in ${'data'} and in ${'binaryData'}, and may be in one of them only.`, related };
      }
      const fault = isTemplated(name) ? undefined : nameFault(name, 'config-key');
      if (!fault) continue;
      const flat = name.replaceAll('/', '_');
      const repaired = flat !== name && !nameFault(flat, 'config-key') ? flat : repairName(flat, 'config-key');
      const free = repaired !== undefined && fields.every((other) => other.name !== repaired);
      const fix: Fix | undefined = free ? { title: message`Rename to ${repaired}`, safe: false, edits: [renameKey(field, repaired)] } : undefined;
      yield { at, message: message`The key ${name === '' ? '""' : name} ${fault}.`, ...(fix && { fix }) };
    }
  },
});
