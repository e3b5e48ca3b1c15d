import { removeField, setField } from '../../fix/fields';
import type { Container, Handler } from '../../model/container';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Ports on which TLS is spoken by custom. */
const TLS_NUMBERS = new Set([443, 6443, 8443, 9443]);

export default rule({
  id: 'probe-scheme-mismatch',
  summary: 'A probe speaks plain HTTP to a port for HTTPS, or the other way round.',
  severity: 'warning',
  stage: 'ready',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'container',

  *check(container) {
    for (const handler of container.probes.flatMap(({ handlers }) => handlers)) {
      const { kind, port, value } = handler;
      if (kind !== 'httpGet' || !port) continue;
      const spoken = spokenOn(container, handler);
      const scheme = value.string('scheme');
      const written = value.get('scheme');
      if (spoken === 'HTTPS' && (!written || scheme?.value === 'HTTP'))
        yield {
          at: scheme?.at ?? port.at,
          message: message`Port ${port.value} is for HTTPS by its name or number, but the probe speaks plain HTTP.`,
          fix: { title: message`Use the scheme ${'HTTPS'}`, safe: false, edits: setField(value, ['scheme'], 'HTTPS') },
        };
      else if (spoken === 'HTTP' && scheme?.value === 'HTTPS' && written)
        yield {
          at: scheme.at,
          message: message`Port ${port.value} is for plain HTTP by its name or number, but the probe speaks HTTPS.`,
          fix: { title: message`Remove the scheme`, safe: false, edits: [removeField(written)] },
        };
    }
  },
});

/** What name and number of the port say, where they agree. */
function spokenOn({ ports }: Container, { port }: Handler): 'HTTP' | 'HTTPS' | undefined {
  const declared = ports.find(({ name, number }) => name?.value === port?.value || number?.value === port?.value);
  // A name that nobody declares is another fault.
  if (!declared && typeof port?.value === 'string') return undefined;
  const name = declared?.name?.value ?? '';
  const number = declared?.number?.value ?? (typeof port?.value === 'number' ? port.value : 0);
  if (/^https(?:-|$)/.test(name) || (name === '' && TLS_NUMBERS.has(number))) return number === 80 ? undefined : 'HTTPS';
  if (/^http(?:-|$)/.test(name) || (name === '' && number === 80)) return TLS_NUMBERS.has(number) ? undefined : 'HTTP';
  return undefined;
}
