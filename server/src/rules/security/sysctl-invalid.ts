import { isTemplated } from '../../model/templated';
import { type Message, message } from '../../text/message';
import type { Located } from '../../text/span';
import { rule } from '../rule';

/** kubernetes/pkg/apis/core/validation/validation.go, IsValidSysctlName. */
const NAME = /^[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?(?:[./][a-z0-9](?:[-_a-z0-9]*[a-z0-9])?)*$/;
const LONGEST = 253;

export default rule({
  id: 'sysctl-invalid',
  summary: 'A kernel setting that is none, is given twice, or is that of the node.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'pod',

  *check({ value, hostNetwork }) {
    const seen = new Map<string, Located<string>>();
    const hostIPC = value.boolean('hostIPC')?.value ?? false;
    for (const item of value.items('securityContext', 'sysctls')) {
      const name = item.string('name');
      if (!name || isTemplated(name.value)) continue;
      const before = seen.get(name.value);
      const fault = faultOf(name.value, hostNetwork, hostIPC);
      if (fault) yield { at: name.at, message: fault };
      else if (before) yield { at: name.at, message: message`${name.value} is set already.`, related: [{ at: before.at, message: message`It is set here.` }] };
      else seen.set(name.value, name);
    }
  },
});

function faultOf(name: string, hostNetwork: boolean, hostIPC: boolean): Message | undefined {
  if (name.length > LONGEST || !NAME.test(name)) return message`${name} is no name of a kernel setting.`;
  const dotted = name.replaceAll('/', '.');
  if (hostNetwork && dotted.startsWith('net.')) return message`With ${'hostNetwork'} the setting ${name} would be that of the node.`;
  if (hostIPC && /^(?:kernel\.(?:shm|msg)|kernel\.sem$|fs\.mqueue\.)/.test(dotted))
    return message`With ${'hostIPC'} the setting ${name} would be that of the node.`;
  return undefined;
}
