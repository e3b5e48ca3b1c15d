import { describe } from '../../model/object';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'object-duplicate',
  summary: 'A file defines the same object twice.',
  severity: 'warning',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'object',

  *check(object, project) {
    const { name, kind, group, namespace, file } = object;
    // The name of an object that an overlay changed may stand in a patch.
    if (!name || object.at.file !== file) return;
    const first = project
      .find(kind.value, name.value, object)
      .find((other) => other.file === file && other.group === group && other.namespace?.value === namespace?.value);
    if (!first || first.at.start >= object.at.start) return;
    const isSame = JSON.stringify(first.value.toJson()) === JSON.stringify(object.value.toJson());
    yield {
      at: object.at,
      severity: isSame ? 'hint' : 'warning',
      message: isSame
        ? message`${describe(object)} stands in this file twice, word for word.`
        : message`${describe(object)} stands in this file twice, with different content; the last one overwrites the first.`,
      related: [{ at: first.at, message: message`It stands here already.` }],
    };
  },
});
