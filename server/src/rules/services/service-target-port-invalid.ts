import { replaceValue } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { nameFault, repairName } from '../../schema/names';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'service-target-port-invalid',
  summary: 'The target port of a Service is neither a number nor a legal name.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:invalid-target-ports'],
  scope: 'service',

  *check({ object, ports, selector }, project) {
    for (const { targetPort, value } of ports) {
      const written = value.get('targetPort');
      if (!written || typeof targetPort?.value !== 'string' || isTemplated(targetPort.value)) continue;
      const name = targetPort.value;
      if (/^\d+$/.test(name)) {
        const fix: Fix = { title: message`Write the number without quotes`, safe: true, edits: [replaceValue(written, Number(name))] };
        yield { at: targetPort.at, message: message`Text is taken as the name of a port, and ${name} is no legal one; a number stands without quotes.`, fix };
        continue;
      }
      const fault = nameFault(name, 'port');
      if (!fault) continue;
      const pods = selector?.certain ? project.selectedPods(selector, object) : [];
      const names = pods.flatMap(({ allContainers }) => allContainers.flatMap((one) => one.ports.flatMap((port) => port.name?.value ?? [])));
      // Where the container's port has the name too, that one is at fault, and this one is renamed with it.
      if (names.includes(name)) continue;
      const [near] = suggest(name, names);
      const repaired = near ?? repairName(name, 'port');
      const fix: Fix | undefined =
        repaired === undefined ? undefined : { title: message`Use ${repaired}`, safe: false, edits: [replaceValue(written, repaired)] };
      yield { at: targetPort.at, message: message`The port name ${name} ${fault}.`, covers: ['service-target-port-unknown'], ...(fix && { fix }) };
    }
  },
});
