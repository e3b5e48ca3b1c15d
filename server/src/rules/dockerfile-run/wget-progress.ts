import { insertBehind } from '../../fix/docker-words';
import { optionOf } from '../../model/docker/run-commands';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'wget-progress',
  summary: 'wget fills the output of the build with its progress.',
  severity: 'hint',
  stage: 'build',
  profile: 'optional',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['hadolint:DL3047'],
  scope: 'command',

  *check(subject) {
    const { program, programAt, options } = subject;
    if (program !== 'wget' || options.length + subject.operands.length === 0) return;
    if (
      optionOf(
        subject,
        '-q',
        '--quiet',
        '-nv',
        '--no-verbose',
        '--progress',
        '-o',
        '--output-file',
        '-a',
        '--append-output',
        '--spider',
        '--version',
        '--help',
      ) ||
      options.some(({ value }) => value === '-nv')
    )
      return;
    const option = '--progress=dot:giga';
    yield {
      at: programAt,
      message: message`${'wget'} prints a line for every few kilobytes.`,
      fix: { title: message`Add ${option}`, safe: false, edits: [insertBehind(programAt, ` ${option}`)] },
    };
  },
});
