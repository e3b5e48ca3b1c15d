import { removeItem, setField } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { rule } from '../rule';

const RESOURCES = ['cpu', 'memory'];
const POLICIES = ['NotRequired', 'RestartContainer'];

export default rule({
  id: 'resize-policy-invalid',
  summary: 'A rule for resizing a container that the server refuses.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ value, pod }) {
    const seen = new Set<string>();
    const neverRestarts = pod.value.string('restartPolicy')?.value === 'Never';
    for (const item of value.items('resizePolicy')) {
      const resource = item.string('resourceName');
      const policy = item.string('restartPolicy');
      if (resource && !isTemplated(resource.value)) {
        if (!RESOURCES.includes(resource.value)) yield { at: resource.at, message: message`Only ${RESOURCES} can be resized, not ${resource.value}.` };
        else if (seen.has(resource.value))
          yield {
            at: resource.at,
            message: message`There is a policy for ${resource.value} already.`,
            fix: { title: message`Remove this one`, safe: false, edits: [removeItem(item)] },
          };
        seen.add(resource.value);
      }
      if (!policy || isTemplated(policy.value)) continue;
      if (!POLICIES.includes(policy.value))
        yield { at: policy.at, message: message`${policy.value} is no policy: it is ${'NotRequired'} or ${'RestartContainer'}.` };
      else if (neverRestarts && policy.value === 'RestartContainer')
        yield {
          at: policy.at,
          message: message`The pod never restarts a container, so a resize cannot ask for it.`,
          fix: { title: message`Use ${'NotRequired'}`, safe: false, edits: setField(item, ['restartPolicy'], 'NotRequired') },
        };
    }
  },
});
