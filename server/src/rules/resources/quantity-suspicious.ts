import { replaceValue } from '../../fix/fields';
import type { Quantity } from '../../model/container';
import { message } from '../../text/message';
import { type Finding, rule, type Severity } from '../rule';

/** Less than this no container starts: the runtime itself needs some megabytes. */
const LEAST_MEMORY = 4 * 1024 ** 2;
/** Nobody asks for so many cores by mistake of a digit, and hardly on purpose: the largest machines have some hundred. */
const MANY_CORES = 100;
const BYTES = new Set(['memory', 'ephemeral-storage']);

export default rule({
  id: 'quantity-suspicious',
  summary: 'An amount of CPU or memory that is written with the wrong unit.',
  severity: 'warning',
  stage: 'schedule',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'container',

  *check({ requests, limits }) {
    for (const [quantities, isLimit] of [
      [requests, false],
      [limits, true],
    ] as const) {
      for (const quantity of quantities.values()) {
        if (BYTES.has(quantity.name)) yield* checkBytes(quantity, isLimit);
        else if (quantity.name === 'cpu') yield* checkCores(quantity);
      }
    }
  },
});

function* checkBytes(quantity: Quantity, isLimit: boolean): Iterable<Finding> {
  const { name, value, amount, node, at } = quantity;
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)(\D*)$/.exec(value) ?? [];
  if (amount === undefined || amount <= 0 || digits === '') return;
  const meant = `${digits}Mi`;
  const fix = { title: message`Use ${meant}`, safe: false, edits: [replaceValue(node, meant)] };
  // No container starts with such a limit; a request of so little only misleads the scheduler.
  const severity: Severity = isLimit && name === 'memory' ? 'error' : 'warning';
  if (['m', 'u', 'n'].includes(unit)) yield { at, severity, message: message`The unit ${unit} in ${value} is a fraction of a byte; ${meant} is meant.`, fix };
  else if (unit === '' && amount < 1024 ** 2)
    yield { at, severity, message: message`${value} without a unit is that many bytes of ${name}; ${meant} is meant.`, fix };
  else if (isLimit && name === 'memory' && amount < LEAST_MEMORY && /^[kK]/.test(unit))
    yield { at, severity, message: message`No container starts with a memory limit of ${value}; ${meant} is meant.`, fix };
}

function* checkCores({ value, amount, node, at }: Quantity): Iterable<Finding> {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)(\D*)$/.exec(value) ?? [];
  if (amount === undefined || amount < MANY_CORES || digits === '' || digits.includes('.')) return;
  const meant = `${digits}m`;
  const fix = { title: message`Use ${meant}`, safe: false, edits: [replaceValue(node, meant)] };
  if (unit === '') yield { at, message: message`${value} without a unit is that many cores; ${meant} is meant.`, fix };
  else if (unit !== 'm') yield { at, severity: 'error', message: message`${unit} is no unit of CPU: ${value} is ${amount} cores; ${meant} is meant.`, fix };
}
