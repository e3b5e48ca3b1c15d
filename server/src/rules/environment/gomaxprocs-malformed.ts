import { replaceValue } from '../../fix/fields';
import { parseQuantity } from '../../model/quantity';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'gomaxprocs-malformed',
  summary: 'A GOMAXPROCS that the Go runtime passes over without a word.',
  severity: 'warning',
  stage: 'run',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ environment }) {
    for (const { name, literal, item } of environment) {
      const written = item.get('value');
      if (name?.value !== 'GOMAXPROCS' || !literal || !written || literal.value === '' || isTemplated(literal.value)) continue;
      // runtime/proc.go, schedinit: a whole number above 0, or it does not count.
      if (/^\d+$/.test(literal.value) && Number(literal.value) > 0 && Number(literal.value) < 2 ** 31) continue;
      const cores = parseQuantity(literal.value);
      const meant = cores === undefined || cores <= 0 || cores > 1024 ? undefined : String(Math.ceil(cores));
      yield {
        at: literal.at,
        message: message`${literal.value} is no GOMAXPROCS: only a whole number above 0 counts.`,
        ...(meant !== undefined && { fix: { title: message`Use ${meant}`, safe: false, edits: [replaceValue(written, meant)] } }),
      };
    }
  },
});
