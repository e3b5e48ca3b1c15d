import { renameKey } from '../../fix/fields';
import { checkObject } from '../../schema/check';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'field-unknown',
  summary: 'A field that no version of Kubernetes knows.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',

  *check(object, project) {
    const gvk = { group: object.group, version: object.version, kind: object.kind.value };
    for (const finding of checkObject(object.value, gvk, project.kubernetes)) {
      if (finding.kind !== 'unknown-field') continue;
      const { value, name, at, definition } = finding;
      const [near] = suggest(name, definition.fields.keys());
      const holder = value.path === '' ? object.kind.value : value.path;
      // A field that stands there already cannot be what was meant.
      const meant = near !== undefined && !value.get(near) ? near : undefined;
      yield {
        at,
        message: meant === undefined ? message`${holder} has no field ${name}.` : message`${holder} has no field ${name}; did you mean ${meant}?`,
        ...(meant !== undefined && { fix: { title: message`Rename to ${meant}`, safe: false, edits: [renameKey({ at }, meant)] } }),
      };
    }
  },
});
