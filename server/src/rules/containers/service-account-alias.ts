import { removeField, renameKey } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'service-account-alias',
  summary: 'A pod names its ServiceAccount by the old field `serviceAccount`.',
  severity: 'warning',
  stage: 'apply',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['kube-linter:deprecated-service-account-field', 'kubescape:C-0294'],
  scope: 'pod',

  *check({ value }) {
    const old = value.given('serviceAccount');
    if (!old) return;
    const named = value.string('serviceAccountName');
    const oldName = value.string('serviceAccount');
    const at = old.keyAt;
    if (!named) {
      const fix = { title: message`Rename to ${'serviceAccountName'}`, safe: true, edits: [renameKey({ at }, 'serviceAccountName')] };
      yield { at, tag: 'deprecated', severity: 'hint', message: message`The field ${'serviceAccount'} is the old name of ${'serviceAccountName'}.`, fix };
    } else if (oldName && oldName.value !== '') {
      const differs = oldName.value !== named.value;
      yield {
        at,
        ...(!differs && { severity: 'hint', tag: 'unnecessary' }),
        message: differs
          ? message`The field ${'serviceAccountName'} says ${named.value} and wins over this one.`
          : message`The field ${'serviceAccountName'} says the same.`,
        related: [{ at: named.at, message: message`It is written here.` }],
        fix: { title: message`Remove ${'serviceAccount'}`, safe: !differs, edits: [removeField(old)] },
      };
    }
  },
});
