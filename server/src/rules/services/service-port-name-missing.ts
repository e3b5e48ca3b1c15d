import { insertField, replaceValue } from '../../fix/fields';
import type { Service, ServicePort } from '../../model/service';
import { isTemplated } from '../../model/templated';
import { nameFault, repairName } from '../../schema/names';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

/** What people call a port by its number. */
const USUAL: Readonly<Record<number, string>> = {
  22: 'ssh',
  53: 'dns',
  80: 'http',
  443: 'https',
  3306: 'mysql',
  5432: 'postgres',
  6379: 'redis',
  8080: 'http',
  8443: 'https',
  9090: 'metrics',
  9100: 'metrics',
};

export default rule({
  id: 'service-port-name-missing',
  summary: 'A port of a Service has no legal name.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['popeye:POP-1102'],
  scope: 'service',

  *check({ ports }) {
    for (const port of ports) {
      const { value, name } = port;
      if (value.kind !== 'map') continue;
      if (!value.given('name') || name?.value === '') {
        if (ports.length < 2) continue;
        yield {
          at: name?.at ?? value.headAt,
          message: message`A Service with ${ports.length} ports must name each of them.`,
          fix: nameFix(port, ports),
        };
        continue;
      }
      const fault = name && !isTemplated(name.value) ? nameFault(name.value, 'label') : undefined;
      const written = value.get('name');
      if (!name || !fault || !written) continue;
      const flat = name.value.replaceAll('.', '-');
      const repaired = nameFault(flat, 'label') ? repairName(flat, 'label') : flat;
      const fix: Fix | undefined =
        repaired === undefined || taken(ports, repaired)
          ? undefined
          : { title: message`Use ${repaired}`, safe: false, edits: [replaceValue(written, repaired)] };
      yield { at: name.at, message: message`The port name ${name.value} ${fault}.`, ...(fix && { fix }) };
    }
  },
});

function nameFix({ value, port, targetPort, protocol }: ServicePort, ports: Service['ports']): Fix {
  const usual = port ? (USUAL[port.value] ?? `port-${port.value}`) : 'port';
  const target = typeof targetPort?.value === 'string' && !nameFault(targetPort.value, 'label') ? targetPort.value : undefined;
  const lower = protocol.toLowerCase();
  const candidates = [target, usual, `${usual}-${lower}`, `port-${port?.value ?? ''}-${lower}`].filter((name) => name !== undefined);
  const used = new Set(ports.filter((other) => other.value !== value).map((other) => other.name?.value ?? ''));
  // Ports that are as nameless must not be given the same name.
  const alike = ports.filter((other) => !other.name && other.port && (USUAL[other.port.value] ?? '') === usual).length;
  const name = candidates.find((one) => !used.has(one) && !(alike > 1 && one === usual)) ?? `port-${ports.findIndex((other) => other.value === value) + 1}`;
  const existing = value.get('name');
  const edits = existing ? [replaceValue(existing, name)] : [insertField(value, 'name', name)];
  return { title: message`Name it ${name}`, safe: false, edits };
}

function taken(ports: Service['ports'], name: string): boolean {
  return ports.some((other) => other.name?.value === name);
}
