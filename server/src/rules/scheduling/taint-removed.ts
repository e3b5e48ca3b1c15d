import { insertItem } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

const OLD = 'node-role.kubernetes.io/master';
const NEW = 'node-role.kubernetes.io/control-plane';
/** kubeadm and others no longer set the old taint from this minor on. */
const GONE = 25;

export default rule({
  id: 'taint-removed',
  summary: 'A pod tolerates the former taint of control planes, but not today’s.',
  severity: 'warning',
  stage: 'schedule',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'pod',

  *check({ value, owner }, { kubernetes }) {
    if (kubernetes.to < GONE) return;
    const tolerations = value.items('tolerations');
    const list = value.get('tolerations');
    const old = tolerations.find((one) => one.string('key')?.value === OLD);
    const key = old?.string('key');
    const covers = tolerations.some(
      (one) => one.string('key')?.value === NEW || (one.string('operator')?.value === 'Exists' && (one.string('key')?.value ?? '') === ''),
    );
    if (!old || !key || !list || covers) return;
    const operator = old.string('operator')?.value;
    const effect = old.string('effect')?.value;
    const wanted = { key: NEW, ...(operator !== undefined && { operator }), ...(effect !== undefined && { effect }) };
    yield {
      at: key.at,
      // Elsewhere it may be a wish for the day when no other node is free.
      ...(owner.kind.value !== 'DaemonSet' && { severity: 'info' }),
      message: message`From 1.${GONE} on control planes have the taint ${NEW}, which is not tolerated here.`,
      fix: { title: message`Tolerate ${NEW} too`, safe: false, edits: [insertItem(list, wanted)] },
    };
  },
});
