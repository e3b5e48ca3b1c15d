import { replaceValue } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { isIpAddress } from '../../schema/addresses';
import { nameFault } from '../../schema/names';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'external-name-invalid',
  summary: 'The name that an ExternalName Service stands for is no DNS name.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'service',

  *check({ object, type }) {
    if (type !== 'ExternalName') return;
    const name = object.value.string('spec', 'externalName');
    const written = object.value.get('spec', 'externalName');
    const typeAt = object.value.get('spec', 'type')?.at ?? object.at;
    if (!written || written.kind === 'null' || name?.value === '') {
      yield { at: name?.at ?? typeAt, message: message`A Service of type ${type} needs the name that it stands for in ${'externalName'}.` };
      return;
    }
    if (!name || isTemplated(name.value)) return;
    if (isIpAddress(name.value)) {
      yield {
        at: name.at,
        severity: 'warning',
        message: message`${name.value} is an address, but DNS can make the Service an alias of a name only; take a Service without selector and an EndpointSlice.`,
      };
      return;
    }
    const fault = nameFault(name.value.replace(/\.$/, ''), 'subdomain');
    if (!fault) return;
    const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/:@]+)(?::\d+)?(?:\/.*)?$/i.exec(name.value)?.[1]?.toLowerCase();
    const fix: Fix | undefined =
      host !== undefined && !nameFault(host, 'subdomain') ? { title: message`Use ${host}`, safe: false, edits: [replaceValue(written, host)] } : undefined;
    yield { at: name.at, message: message`The DNS name ${name.value} ${fault}.`, ...(fix && { fix }) };
  },
});
