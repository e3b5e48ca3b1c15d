import type { CommandSubject } from '../../model/docker-subjects';
import { message } from '../../text/message';
import { knownCredential } from '../practice/credentials';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'password-in-run',
  summary: 'A password stands in a command of the build.',
  severity: 'warning',
  stage: 'secure',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['checkov:CKV2_DOCKER_17', 'dockle:DKL-LI-0001'],
  scope: 'command',

  *check(subject) {
    yield* checkAccounts(subject);
    for (const { value, at, expands } of subject.words) {
      const match = /\b[a-z][a-z0-9+.-]*:\/\/([^/\s:@]+):([^/\s@]+)@/.exec(value);
      // A variable is a secret of somebody else, or a mount.
      if (match && !expands && !value.includes('$'))
        yield { at, message: message`The password of ${match[1] as string} in this address stays readable in the image's history.` };
      const token = match ? undefined : knownCredential(value);
      // Only where the word is written as it is read, the place in it is known.
      const inside = token && at.end - at.start === value.length ? { ...at, start: at.start + token.start, end: at.start + token.end } : at;
      if (token) yield { at: inside, message: message`This credential of ${token.issuer} stays readable in the image's history.` };
    }
  },
});

function* checkAccounts({ program, programAt, run, index, command, options, words }: CommandSubject): Iterable<Finding> {
  const before = run[index - 1];
  if (program === 'chpasswd' && command.before === '|' && /^(?:echo|printf)$/.test(before?.program ?? '')) {
    const literal = before?.words.find(({ value, expands }) => !expands && /^[\w.-]+:\S/.test(value));
    if (literal) yield { at: literal.at, message: message`Everybody who has the image knows the password of ${literal.value.split(':')[0] as string}.` };
  }
  if (program === 'useradd' || program === 'usermod') {
    const place = options.findIndex(({ value }) => value === '-p' || value === '--password');
    const value = options[place + 1];
    if (place >= 0 && value && !value.expands && !/^[!*x]?$/.test(value.value))
      yield { at: value.at, message: message`Everybody who has the image can read this password.` };
  }
  if (program === 'passwd' && words.some(({ value }) => value === '--stdin') && command.before === '|')
    yield { at: programAt, message: message`Everybody who has the image can read this password.` };
}
