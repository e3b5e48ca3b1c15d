import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'ephemeral-container-declared',
  summary: 'Ephemeral containers are written into a manifest.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'pod',

  *check({ value, owner }) {
    const written = value.given('ephemeralContainers');
    // An empty list is the same as no field.
    if (!written || value.items('ephemeralContainers').length === 0) return;
    yield {
      at: written.keyAt,
      message:
        owner.kind.value === 'Pod'
          ? message`Ephemeral containers can only be added to a pod that runs.`
          : message`A pod template may have no ephemeral containers.`,
      fix: { title: message`Remove the ephemeral containers`, safe: false, edits: [removeField(written)] },
    };
  },
});
