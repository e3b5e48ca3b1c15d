import { writeList } from '../../model/docker/quotes';
import { declarationOf } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'exec-form-shell-syntax',
  summary: 'A list in exec form holds what only a shell understands.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'instruction',

  *check({ stage, instruction }) {
    const { keyword, json, rest, spanOfRest } = instruction;
    if (!stage || !json || !['CMD', 'ENTRYPOINT', 'RUN'].includes(keyword)) return;
    const [program] = json;
    // A shell gets its script as one of the words.
    if (!program || /(?:^|\/)(?:ba|da|a|z|k)?sh$|^(?:cmd|powershell|pwsh|env)(?:\.exe)?$|tini|dumb-init/.test(program.value)) return;
    const list = spanOfRest(0, rest.value.length);
    const script = json.map(({ value }) => shellWord(value)).join(' ');
    const fix = {
      title: message`Hand it to a shell`,
      safe: false,
      edits: [{ at: list, text: writeList(['sh', '-c', keyword === 'RUN' || /[|&;]/.test(script) ? script : `exec ${script}`]) }],
    };
    for (const { value, at } of json.slice(1)) {
      if (/^(?:&&|\|\|?|;|&|>>?|<|2>&1|\d?>.+)$/.test(value)) {
        yield { at, message: message`No shell reads this list, so ${program.value} gets ${value} as an argument.`, fix };
        return;
      }
      const variable = /\$(?:([A-Z_][A-Z0-9_]*)|\{([A-Z_][A-Z0-9_]*)\})/.exec(value);
      const name = variable?.[1] ?? variable?.[2];
      if (name === undefined || !declarationOf(stage, name, Number.POSITIVE_INFINITY)) continue;
      yield {
        at,
        severity: 'warning',
        message: message`No shell reads this list, so ${program.value} gets ${value} with its dollar sign and not the value.`,
        fix,
      };
      return;
    }
  },
});

/** A word of the list as the shell must read it, so that variables and operators count. */
function shellWord(value: string): string {
  if (/^[\w./:=@%+,$|&;<>{}-]+$/.test(value)) return value;
  return value.includes('$') ? `"${value.replace(/["\\`]/g, '\\$&')}"` : `'${value.replaceAll("'", "'\\''")}'`;
}
