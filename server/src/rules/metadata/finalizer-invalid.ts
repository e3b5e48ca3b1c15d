import { isTemplated } from '../../model/templated';
import { labelKeyFault } from '../../schema/labels';
import { isCoreGroup } from '../../schema/pack';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Finalizers of Kubernetes itself that have no host name in front (pkg/apis/core/helper). */
const STANDARD = ['kubernetes', 'orphan', 'foregroundDeletion'];

export default rule({
  id: 'finalizer-invalid',
  summary: 'A finalizer has a name that the server refuses.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'object',

  *check({ value, group }) {
    const finalizers = value.strings('metadata', 'finalizers');
    for (const { value: name, at } of finalizers) {
      if (isTemplated(name)) continue;
      const fault = labelKeyFault(name);
      if (fault) yield { at, message: message`The finalizer ${name} ${fault}.` };
      else if (isCoreGroup(group) && !name.includes('/') && !STANDARD.includes(name))
        yield { at, message: message`The finalizer ${name} needs the name of a host in front, such as ${`example.com/${name}`}.` };
    }
    const orphan = finalizers.find((finalizer) => finalizer.value === 'orphan');
    const foreground = finalizers.find((finalizer) => finalizer.value === 'foregroundDeletion');
    if (orphan && foreground) {
      yield {
        at: orphan.at,
        message: message`${'orphan'} and ${'foregroundDeletion'} exclude each other.`,
        related: [{ at: foreground.at, message: message`The other one stands here.` }],
      };
    }
  },
});
