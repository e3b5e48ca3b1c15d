import { insertField, removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

const FIELDS = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'];

export default rule({
  id: 'init-container-probed',
  summary: 'An init container that ends by itself has probes or lifecycle hooks.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'container',

  *check({ role, value }, { kubernetes }) {
    if (role !== 'init') return;
    for (const field of FIELDS) {
      const written = value.given(field);
      if (!written) continue;
      const remove = { title: message`Remove ${field}`, safe: false, edits: [removeField(written)] };
      // Sidecars are on by default from 1.29.
      const sidecar = { title: message`Make it a sidecar`, safe: false, edits: [insertField(value, 'restartPolicy', 'Always')] };
      const canBeSidecar = kubernetes.from >= 29 && value.get('restartPolicy') === undefined;
      yield {
        at: written.keyAt,
        message: message`An init container that ends by itself may have no ${field}.`,
        fix: canBeSidecar ? [remove, sidecar] : remove,
      };
    }
  },
});
