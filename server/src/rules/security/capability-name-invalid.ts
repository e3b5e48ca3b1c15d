import { replaceValue } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { rule } from '../rule';

/** linux/include/uapi/linux/capability.h, up to Linux 6. */
const CAPABILITIES = (
  'AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER ' +
  'KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID ' +
  'SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG SYSLOG WAKE_ALARM ALL'
).split(' ');

export default rule({
  id: 'capability-name-invalid',
  summary: 'A capability under a name that not every runtime understands.',
  severity: 'warning',
  stage: 'create',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ value }) {
    for (const item of [...value.items('securityContext', 'capabilities', 'add'), ...value.items('securityContext', 'capabilities', 'drop')]) {
      const name = item.string();
      if (!name || isTemplated(name.value) || CAPABILITIES.includes(name.value)) continue;
      const bare = name.value.toUpperCase().replace(/^CAP_/, '').replaceAll('-', '_');
      const isKnown = CAPABILITIES.includes(bare);
      const near = isKnown ? bare : suggest(bare, CAPABILITIES)[0];
      yield {
        at: name.at,
        message: isKnown
          ? message`In Kubernetes this capability is called ${bare}, and security policies look for that name.`
          : near === undefined
            ? message`There is no capability ${name.value}.`
            : message`There is no capability ${name.value}; did you mean ${near}?`,
        ...(!isKnown && near !== undefined && { severity: 'error' }),
        ...(near !== undefined && { fix: { title: message`Use ${near}`, safe: isKnown, edits: [replaceValue(item, near)] } }),
      };
    }
  },
});
