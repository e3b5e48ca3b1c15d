import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'image-label-key-invalid',
  summary: 'The key of a LABEL breaks the rules for such keys.',
  severity: 'hint',
  stage: 'observe',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL3048'],
  scope: 'instruction',

  *check({ instruction: { keyword, assignments } }) {
    if (keyword !== 'LABEL') return;
    for (const { name, value } of assignments) {
      if (!value || name.value.includes('$')) continue;
      const { value: key, at } = name;
      // The name spaces are Docker's own (docs.docker.com, "Object labels").
      if (/^(?:com\.docker|io\.docker|org\.dockerproject)\./.test(key)) yield { at, message: message`The name space of ${key} is Docker's own.` };
      else if (!/^[a-z0-9](?:[a-z0-9]|[./-](?![.-]))*$/.test(key) || /[.-]$/.test(key)) {
        const better = key
          .toLowerCase()
          .replace(/[_\s]+/g, '-')
          .replace(/([.-])[.-]+/g, '$1')
          .replace(/^[^a-z0-9]+|[.-]+$/g, '');
        const fix =
          /^[a-z0-9][a-z0-9./-]*$/.test(better) && at.end - at.start === key.length
            ? [{ title: message`Write ${better}`, safe: false, edits: [{ at, text: better }] }]
            : [];
        yield { at, message: message`The key ${key} should have small letters, digits, single dots and hyphens alone.`, fix };
      }
    }
  },
});
