import { renameKey } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { labelKeyFault, repairLabelKey } from '../../schema/labels';
import { message } from '../../text/message';
import { rule } from '../rule';
import { labelMaps } from './label-maps';

export default rule({
  id: 'label-key-invalid',
  summary: 'The key of a label or annotation is not one.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',

  *check(object) {
    const maps = labelMaps(object);
    for (const { kind, map } of maps) {
      for (const { name, at } of map.fields()) {
        // Annotations are compared in lower case (apimachinery/pkg/api/validation, ValidateAnnotations).
        const key = kind === 'annotations' ? name.toLowerCase() : name;
        const fault = isTemplated(name) ? undefined : labelKeyFault(key);
        if (!fault) continue;
        const repaired = repairLabelKey(name);
        // A label and what selects by it change together.
        const equal = maps.flatMap((other) => (other.kind === kind ? (other.map.get(name)?.keyAt ?? []) : []));
        yield {
          at,
          message: kind === 'labels' ? message`The label key ${name} ${fault}.` : message`The annotation key ${name} ${fault}.`,
          ...(repaired !== undefined &&
            !map.get(repaired) && { fix: { title: message`Use ${repaired}`, safe: false, edits: equal.map((place) => renameKey({ at: place }, repaired)) } }),
        };
      }
    }
  },
});
