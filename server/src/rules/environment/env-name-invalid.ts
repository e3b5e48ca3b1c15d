import { insertField, replaceValue } from '../../fix/fields';
import type { EnvironmentVariable } from '../../model/container';
import { isTemplated } from '../../model/templated';
import { type Message, message } from '../../text/message';
import { type Fix, rule } from '../rule';

/** From this minor on almost any printable character may stand in a name (RelaxedEnvironmentVariableValidation). */
const RELAXED_SINCE = 32;

export default rule({
  id: 'env-name-invalid',
  summary: 'The name of an environment variable that the server refuses.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ environment, environmentFrom }, { kubernetes }) {
    for (const { item, prefix } of environmentFrom) {
      const written = item.get('prefix');
      const fault = prefix === '' || isTemplated(prefix) ? undefined : faultOf(prefix, kubernetes.from);
      if (fault && written) yield { at: written.at, message: fault };
    }
    for (const variable of environment) {
      const { name } = variable;
      if (!name || isTemplated(name.value)) continue;
      const fault = faultOf(name.value, kubernetes.from);
      if (!fault) continue;
      const fix = repair(variable, name.value, kubernetes.from);
      yield { at: name.at, message: fault, ...(fix && { fix }) };
    }
  },
});

function faultOf(name: string, from: number): Message | undefined {
  if (name === '') return message`An environment variable needs a name.`;
  if (name.includes('=')) return message`The name ${name} has an equals sign; the value belongs into ${'value'}.`;
  if (!/^[\x20-\x7e]+$/.test(name)) return message`The name ${name} has characters other than printable ASCII.`;
  if (from >= RELAXED_SINCE || isStrict(name)) return undefined;
  return message`Before 1.${RELAXED_SINCE} a name like ${name} is refused: only letters, digits, ${['_', '-', '.']} are allowed, and no digit in front.`;
}

/** apimachinery/pkg/util/validation/validation.go, IsEnvVarName. */
function isStrict(name: string): boolean {
  return /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name) && name !== '.' && !name.startsWith('..');
}

function repair({ item, literal, source }: EnvironmentVariable, name: string, from: number): Fix | undefined {
  const written = item.get('name');
  const equals = name.indexOf('=');
  if (!written || equals === 0) return undefined;
  if (equals > 0) {
    if (literal || source) return undefined;
    const edits = [replaceValue(written, name.slice(0, equals).trim()), insertField(item, 'value', name.slice(equals + 1).trim())];
    return { title: message`Split into name and value`, safe: false, edits };
  }
  const repaired = name.trim().replace(/[^-._a-zA-Z0-9]/g, '_');
  if (repaired === name || from >= RELAXED_SINCE || !isStrict(repaired)) return undefined;
  return { title: message`Use ${repaired}`, safe: false, edits: [replaceValue(written, repaired)] };
}
