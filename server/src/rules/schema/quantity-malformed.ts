import { replaceSource } from '../../fix/fields';
import { scalarText } from '../../fix/write-yaml';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Fix, rule } from '../rule';
import { findingsOf, pathIn } from './object-findings';

/** What people write for a unit, without regard to case, and the units that they can mean; the likelier one first. */
const UNITS: Readonly<Record<string, readonly string[]>> = table({
  '': [''],
  b: [''],
  byte: [''],
  bytes: [''],
  k: ['Ki', 'k'],
  kb: ['Ki', 'k'],
  kib: ['Ki'],
  ki: ['Ki'],
  mb: ['Mi', 'M'],
  mib: ['Mi'],
  mi: ['Mi'],
  g: ['Gi', 'G'],
  gb: ['Gi', 'G'],
  gib: ['Gi'],
  gi: ['Gi'],
  t: ['Ti', 'T'],
  tb: ['Ti', 'T'],
  tib: ['Ti'],
  ti: ['Ti'],
  core: [''],
  cores: [''],
  cpu: [''],
  cpus: [''],
  vcpu: [''],
  vcpus: [''],
  m: ['m', 'Mi'],
  mcpu: ['m'],
  millicpu: ['m'],
  millicore: ['m'],
  millicores: ['m'],
});

export default rule({
  id: 'quantity-malformed',
  summary: 'A quantity that Kubernetes cannot read.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',

  *check(object, project) {
    for (const { kind, value } of findingsOf(object, project)) {
      const written = value.words;
      if (kind !== 'malformed-quantity' || written === undefined) continue;
      const meant = repairs(written);
      const fix = meant.map((text): Fix => ({ title: message`Write ${text}`, safe: false, edits: [replaceSource(value, scalarText(text))] }));
      const [first] = meant;
      if (first === undefined)
        yield { at: value.at, message: message`${pathIn(object, value)} is ${written}, but must be a number and a unit such as ${['m', 'Mi', 'Gi']}.` };
      else yield { at: value.at, message: message`${pathIn(object, value)} is ${written}, which is no quantity; did you mean ${first}?`, fix };
    }
  },
});

/** The quantities that somebody who wrote this may have meant. */
function repairs(written: string): string[] {
  const [, number, unit] = /^([+-]?\d+(?:[.,]\d+)?)[\s_]*([a-z]*)$/i.exec(written.trim()) ?? [];
  if (number === undefined || unit === undefined) return [];
  return (UNITS[unit.toLowerCase()] ?? []).map((one) => number.replace(',', '.') + one);
}
