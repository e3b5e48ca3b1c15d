import { setField } from '../../fix/fields';
import { Raw } from '../../fix/write-yaml';
import { isTemplated } from '../../model/templated';
import { isIpAddress } from '../../schema/addresses';
import { message } from '../../text/message';
import { rule } from '../rule';

/** What resolvers take, and so the server (kubernetes/pkg/apis/core/validation/validation.go). */
const MOST_NAMESERVERS = 3;
const MOST_SEARCHES = 32;
const LONGEST_SEARCHES = 2048;

export default rule({
  id: 'dns-config-invalid',
  summary: 'The DNS settings of a pod leave it without a name server, or have too many.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check({ value }) {
    const policy = value.string('dnsPolicy');
    const servers = value.items('dnsConfig', 'nameservers');
    const searches = value.items('dnsConfig', 'searches');
    if (policy?.value === 'None' && servers.length === 0) {
      const edits = setField(value, ['dnsConfig', 'nameservers'], [new Raw(`\${1:10.96.0.10}`)], { snippet: true });
      yield {
        at: policy.at,
        message: message`With the DNS policy ${'None'} a name server has to be given in ${'dnsConfig'}.`,
        ...(edits.length > 0 && { fix: { title: message`Add a name server`, safe: false, edits } }),
      };
    }
    const [fourth] = servers.slice(MOST_NAMESERVERS);
    if (fourth) yield { at: fourth.at, message: message`A pod may have at most ${MOST_NAMESERVERS} name servers.` };
    for (const server of servers) {
      const ip = server.string();
      if (ip && !isTemplated(ip.value) && !isIpAddress(ip.value)) yield { at: ip.at, message: message`${ip.value} is no IP address.` };
    }
    const [surplus] = searches.slice(MOST_SEARCHES);
    const joined = searches.flatMap((search) => search.string()?.value ?? []).join(' ');
    if (surplus) yield { at: surplus.at, message: message`A pod may have at most ${MOST_SEARCHES} search domains.` };
    else if (joined.length > LONGEST_SEARCHES && searches[0])
      yield { at: searches[0].at, message: message`The search domains have ${joined.length} characters, but at most ${LONGEST_SEARCHES} are allowed.` };
  },
});
