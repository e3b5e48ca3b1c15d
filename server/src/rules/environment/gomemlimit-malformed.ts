import { removeField, replaceValue } from '../../fix/fields';
import { parseQuantity } from '../../model/quantity';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { rule } from '../rule';
import { readMemoryLimit, writeMemoryLimit } from './gomemlimit';

export default rule({
  id: 'gomemlimit-malformed',
  summary: 'A GOMEMLIMIT that the Go runtime cannot read, so the program stops at once.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ environment }) {
    for (const { name, literal, source, item } of environment) {
      if (name?.value !== 'GOMEMLIMIT') continue;
      const written = item.get('value');
      if (literal && written && !isTemplated(literal.value) && readMemoryLimit(literal.value) === undefined) {
        const bytes = bytesMeant(literal.value);
        const meant = bytes === undefined ? undefined : writeMemoryLimit(bytes);
        yield {
          at: literal.at,
          message:
            meant === undefined
              ? message`${literal.value} is no GOMEMLIMIT: a whole number with ${['B', 'KiB', 'MiB', 'GiB', 'TiB']} or nothing behind it is expected.`
              : message`${literal.value} is no GOMEMLIMIT, which Go writes as ${meant}.`,
          ...(meant !== undefined && { fix: { title: message`Use ${meant}`, safe: true, edits: [replaceValue(written, meant)] } }),
        };
      }
      // The reference gives a bare number, which Go takes for bytes.
      const divisor = source?.kind === 'resourceFieldRef' ? source.value.get('divisor') : undefined;
      const unit = divisor?.words;
      if (!divisor || unit === undefined || parseQuantity(unit) === undefined || (parseQuantity(unit) ?? 0) <= 1) continue;
      yield {
        at: divisor.at,
        severity: 'warning',
        message: message`GOMEMLIMIT gets a number of ${unit}, which Go takes for bytes.`,
        fix: { title: message`Remove the divisor`, safe: false, edits: [removeField(divisor)] },
      };
    }
  },
});

/** A Kubernetes quantity, or a number with an ordinary unit. */
function bytesMeant(text: string): number | undefined {
  const trimmed = text.trim().replace(/\s+/g, '');
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(trimmed) ?? [];
  if (digits === '') return undefined;
  const letter = unit[0]?.toUpperCase() ?? '';
  const power = ' KMGT'.indexOf(letter);
  if (!/^(?:[kKmMgGtT](?:i?[bB]?)?)?$/.test(unit) || power < 0 || unit === 'm') return undefined;
  const base = unit[1] === 'i' ? 1024 : 1000;
  return letter === '' ? undefined : Number(digits) * base ** power;
}
