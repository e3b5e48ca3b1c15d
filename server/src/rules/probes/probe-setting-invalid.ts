import { removeField, replaceValue } from '../../fix/fields';
import type { Probe } from '../../model/container';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

const NUMBERS = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];

export default rule({
  id: 'probe-setting-invalid',
  summary: 'A setting of a probe that the server refuses.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ probes, hooks }) {
    for (const probe of probes) yield* checkNumbers(probe);
    for (const { value } of [...probes, ...hooks].flatMap(({ handlers }) => handlers)) {
      for (const header of value.items('httpHeaders')) {
        const name = header.string('name');
        if (name && !isTemplated(name.value) && !/^[-A-Za-z0-9]+$/.test(name.value))
          yield { at: name.at, message: message`The name ${name.value} of a header holds more than letters, digits and hyphens.` };
      }
    }
  },
});

function* checkNumbers({ kind, value }: Probe): Iterable<Finding> {
  for (const name of NUMBERS) {
    const number = value.number(name);
    const written = value.get(name);
    if (!number || !written) continue;
    // 0 stands for the default.
    if (number.value < 0)
      yield {
        at: number.at,
        message: message`The setting ${name} cannot be negative.`,
        fix: { title: message`Remove ${name}`, safe: false, edits: [removeField(written)] },
      };
    else if (name === 'successThreshold' && kind !== 'readiness' && number.value > 1)
      yield {
        at: number.at,
        message: message`A ${kind} probe counts as passed after one success: ${name} has to be 1.`,
        fix: { title: message`Use ${1}`, safe: true, edits: [replaceValue(written, 1)] },
      };
  }
  const grace = value.given('terminationGracePeriodSeconds');
  if (!grace) return;
  const seconds = grace.number();
  if (kind === 'readiness')
    yield {
      at: grace.keyAt,
      message: message`A readiness probe ends nothing and has no ${'terminationGracePeriodSeconds'}.`,
      fix: { title: message`Remove ${'terminationGracePeriodSeconds'}`, safe: true, edits: [removeField(grace)] },
    };
  else if (seconds && seconds.value < 1)
    yield { at: seconds.at, message: message`The setting ${'terminationGracePeriodSeconds'} of a probe has to be above 0.` };
}
