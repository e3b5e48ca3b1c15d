import { replaceValue } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { nameFault, repairName } from '../../schema/names';
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

  *check({ ports }) {
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
      const repaired = repairName(name, 'port');
      const fix: Fix | undefined =
        repaired === undefined ? undefined : { title: message`Use ${repaired}`, safe: false, edits: [replaceValue(written, repaired)] };
      yield { at: targetPort.at, message: message`The port name ${name} ${fault}.`, ...(fix && { fix }) };
    }
  },
});
