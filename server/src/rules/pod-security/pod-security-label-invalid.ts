import { renameKey, replaceValue } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { rule } from '../rule';
import { MODES, PREFIX } from './admission';

const LEVELS = ['privileged', 'baseline', 'restricted'];
const NAMES = MODES.flatMap((mode) => [mode as string, `${mode}-version`]);

export default rule({
  id: 'pod-security-label-invalid',
  summary: 'A label for Pod Security says nothing that is understood.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['Namespace'],

  *check({ group, value }) {
    if (group !== '') return;
    for (const { name: key, at, value: written } of value.fields('metadata', 'labels')) {
      if (!key.startsWith(PREFIX)) continue;
      const name = key.slice(PREFIX.length);
      const text = written.string();
      if (!NAMES.includes(name)) {
        const [near] = suggest(name, NAMES);
        yield {
          at,
          // The server does not look at labels that it does not know.
          severity: 'warning',
          message: message`Pod Security has no label ${key}, so it is not enforced by this one.`,
          ...(near !== undefined && { fix: { title: message`Rename to ${PREFIX + near}`, safe: false, edits: [renameKey({ at }, PREFIX + near)] } }),
        };
      } else if (!text || isTemplated(text.value)) continue;
      else if (name.endsWith('-version')) {
        if (/^(?:latest|v1\.(?:0|[1-9]\d*))$/.test(text.value)) continue;
        const minor = /^v?1\.(\d+)(?:\.\d+)?$/.exec(text.value)?.[1];
        const fix = minor === undefined ? undefined : { title: message`Use ${`v1.${minor}`}`, safe: false, edits: [replaceValue(written, `v1.${minor}`)] };
        yield { at: text.at, message: message`${text.value} is no version; it is ${'latest'} or as in ${'v1.30'}.`, ...(fix && { fix }) };
      } else if (!LEVELS.includes(text.value)) {
        const [near] = suggest(text.value, LEVELS);
        const fix = near === undefined ? undefined : { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] };
        yield { at: text.at, message: message`${text.value} is no level; there are ${LEVELS}.`, ...(fix && { fix }) };
      }
    }
  },
});
