import { isTemplated } from '../../model/templated';
import { isIpAddress } from '../../schema/addresses';
import { nameFault } from '../../schema/names';
import { message } from '../../text/message';
import type { Span } from '../../text/span';
import { rule } from '../rule';

export default rule({
  id: 'host-alias-invalid',
  summary: 'An entry for `/etc/hosts` with a wrong address or name.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'pod',

  *check({ value }) {
    const seen = new Map<string, Span>();
    for (const alias of value.items('hostAliases')) {
      const ip = alias.string('ip');
      if (ip && !isTemplated(ip.value)) {
        const before = seen.get(ip.value);
        if (!isIpAddress(ip.value)) yield { at: ip.at, message: message`${ip.value} is no IP address.` };
        else if (before)
          yield {
            at: ip.at,
            severity: 'warning',
            message: message`The address ${ip.value} has an entry already.`,
            related: [{ at: before, message: message`It is here.` }],
          };
        else seen.set(ip.value, ip.at);
      }
      for (const name of alias.strings('hostnames')) {
        const fault = isTemplated(name.value) ? undefined : nameFault(name.value, 'subdomain');
        if (fault) yield { at: name.at, message: message`The host name ${name.value} ${fault}.` };
      }
    }
  },
});
