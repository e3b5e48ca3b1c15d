import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'dockerfile-unreadable',
  summary: 'Docker cannot read the file as a Dockerfile at all.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL1000'],
  scope: 'dockerfile',

  *check({ dockerfile }) {
    for (const { kind, at } of dockerfile.problems) {
      if (kind === 'no-instruction') yield { at, message: message`The file holds no instruction.` };
    }
    for (const { name, value } of dockerfile.directives) {
      if (name !== 'escape' || value.value === '\\' || value.value === '`') continue;
      const fix = { title: message`Escape with a backslash`, safe: false, edits: [{ at: value.at, text: '\\' }] };
      yield { at: value.at, message: message`The escape character must be a backslash or a backtick, not ${value.value}.`, fix };
    }
  },
});
