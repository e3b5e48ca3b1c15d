import { insertField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'volume-source-missing',
  summary: 'A volume without a source is an empty directory.',
  severity: 'warning',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check({ volumes }) {
    for (const { name, value, sources } of volumes) {
      // `emptyDir:` with nothing behind it is what it looks like.
      if (!name || sources.length > 0 || value.get('emptyDir')) continue;
      const [empty] = value.fields().filter((field) => field.name !== 'name' && field.value.kind === 'null');
      yield {
        at: empty?.at ?? name.at,
        message: empty
          ? message`There is nothing below ${empty.name}, so the volume ${name.value} is an empty directory.`
          : message`The volume ${name.value} has no source, so it is an empty directory.`,
        ...(!empty && { fix: { title: message`Make it an ${'emptyDir'}`, safe: false, edits: [insertField(value, 'emptyDir', {})] } }),
      };
    }
  },
});
