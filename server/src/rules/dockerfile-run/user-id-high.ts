import { insertBehind } from '../../fix/docker-words';
import { optionOf } from '../../model/docker/run-commands';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'user-id-high',
  summary: 'useradd makes a user with a high number, and with it a huge log of logins.',
  severity: 'warning',
  stage: 'build',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['hadolint:DL3046'],
  scope: 'command',

  *check(subject) {
    const { program, programAt, options } = subject;
    if (program !== 'useradd' || optionOf(subject, '-l', '--no-log-init')) return;
    const at = options.findIndex(({ value }) => /^(?:-[a-zA-Z]*u|--uid)$/.test(value));
    const id = at >= 0 ? options[at + 1] : options.find(({ value }) => /^(?:--uid=|-u)\d+$/.test(value));
    const number = Number(/\d+$/.exec(id?.value ?? '')?.[0]);
    if (!id || !(number > 99_999)) return;
    yield {
      at: id.at,
      message: message`For the number ${number}, ${'useradd'} makes a log of ${Math.round((number * 292) / 1_000_000)} MB, which the image then holds.`,
      fix: { title: message`Add ${'-l'}`, safe: true, edits: [insertBehind(programAt, ' -l')] },
    };
  },
});
