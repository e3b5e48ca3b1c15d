import { removeField } from '../../fix/fields';
import { securityContext } from '../../model/security-context';
import { message } from '../../text/message';
import { rule } from '../rule';

/** From this minor on the server asks for it. */
const SINCE = 31;

export default rule({
  id: 'proc-mount-needs-own-users',
  summary: 'A container sees all of `/proc`, but has the users of its node.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'container',

  *check(container, { kubernetes }) {
    const { procMount } = securityContext(container);
    if (procMount?.value !== 'Unmasked' || kubernetes.to < SINCE || container.pod.value.boolean('hostUsers')?.value === false) return;
    yield {
      at: procMount.at,
      message: message`${'Unmasked'} needs ${'hostUsers: false'} in the pod.`,
      fix: { title: message`Remove ${'procMount'}`, safe: false, edits: [removeField(procMount.node)] },
    };
  },
});
