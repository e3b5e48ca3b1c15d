import { removeField } from '../../fix/fields';
import { securityContext } from '../../model/security-context';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'privilege-escalation-contradicted',
  summary: 'A container may gain no privileges and is given all of them.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'container',

  *check(container) {
    const { allowPrivilegeEscalation: escalation, privileged, addedCapabilities } = securityContext(container);
    if (escalation?.value !== false) return;
    // Without the prefix the server does not see it, and the container runs.
    const admin = addedCapabilities.find(({ value }) => value === 'CAP_SYS_ADMIN');
    const other = privileged?.value === true ? privileged : admin;
    if (!other) return;
    yield {
      at: escalation.at,
      message:
        privileged?.value === true
          ? message`A privileged container has every privilege already, so ${'allowPrivilegeEscalation'} cannot be false.`
          : message`With the capability ${'CAP_SYS_ADMIN'} the setting ${'allowPrivilegeEscalation'} cannot be false.`,
      related: [{ at: other.at, message: message`It is given here.` }],
      fix: [
        ...(privileged?.value === true ? [{ title: message`Remove ${'privileged'}`, safe: false, edits: [removeField(privileged.node)] }] : []),
        { title: message`Remove ${'allowPrivilegeEscalation'}`, safe: false, edits: [removeField(escalation.node)] },
      ],
    };
  },
});
