import { replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { isIpAddress } from '../../schema/addresses';
import { nameFault } from '../../schema/names';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'ingress-host-invalid',
  summary: 'A host of an Ingress is no DNS name.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['datree:INGRESS_INCORRECT_HOST_VALUE_PERMISSIVE'],
  scope: 'object',
  kinds: ['Ingress'],

  *check({ group, value }) {
    if (group !== 'networking.k8s.io' && group !== 'extensions') return;
    for (const rule of value.items('spec', 'rules')) yield* checkHost(rule.get('host'), true);
    for (const tls of value.items('spec', 'tls')) for (const host of tls.items('hosts')) yield* checkHost(host, false);
  },
});

// kubernetes/pkg/apis/networking/validation/validation.go, validateIngressRules, validateIngressTLS.
function* checkHost(written: Value | undefined, isRule: boolean): Iterable<Finding> {
  const host = written?.string();
  if (!written || !host || host.value === '' || isTemplated(host.value)) return;
  if (isIpAddress(host.value)) {
    if (isRule) yield { at: host.at, message: message`${host.value} is an address, but a host must be a DNS name; leave it out to match every host.` };
    return;
  }
  const isWild = host.value.includes('*');
  const bare = isWild ? host.value.replace(/^\*\./, '') : host.value;
  if (isWild && (bare === host.value || bare.includes('*'))) {
    yield { at: host.at, message: message`A wildcard stands alone in front of the first dot, as in ${'*.example.com'}.` };
    return;
  }
  const fault = nameFault(bare, 'subdomain');
  if (!fault) return;
  const meant = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(\*\.)?([^/:@]+?)\.?(?::\d+)?(?:\/.*)?$/i.exec(host.value);
  const repaired = meant?.[2] === undefined ? undefined : (meant[1] ?? '') + meant[2].toLowerCase();
  const fix: Fix | undefined =
    repaired !== undefined && !nameFault(repaired.replace(/^\*\./, ''), 'subdomain')
      ? { title: message`Use ${repaired}`, safe: false, edits: [replaceValue(written, repaired)] }
      : undefined;
  yield { at: host.at, message: message`The host ${host.value} ${fault}.`, ...(fix && { fix }) };
}
