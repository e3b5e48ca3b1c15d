import { insertBehind } from '../../fix/docker-words';
import { answersItself } from '../../model/docker/package-managers';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { rule } from '../rule';

/** Verbs that ask before they change anything. */
const ASKING: Readonly<Record<string, readonly string[]>> = table({
  'apt-get': ['install', 'upgrade', 'dist-upgrade', 'full-upgrade', 'remove', 'purge', 'autoremove'],
  apt: ['install', 'upgrade', 'full-upgrade', 'remove', 'purge', 'autoremove'],
  yum: ['install', 'update', 'upgrade', 'remove', 'erase', 'groupinstall', 'localinstall', 'reinstall'],
  dnf: ['install', 'update', 'upgrade', 'remove', 'erase', 'groupinstall', 'reinstall'],
  zypper: ['install', 'in', 'update', 'up', 'remove', 'rm', 'dist-upgrade', 'dup', 'patch'],
});

export default rule({
  id: 'install-asks',
  summary: 'A package manager asks whether to go on, and nobody answers during a build.',
  severity: 'warning',
  stage: 'build',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['hadolint:DL3014', 'hadolint:DL3030', 'hadolint:DL3034', 'hadolint:DL3038', 'trivy:DS-0021'],
  scope: 'command',

  *check(subject) {
    const { dockerfile, program, programAt, operands, run, index } = subject;
    const verb = operands[0];
    if (!verb || !ASKING[program]?.includes(verb.value) || answersItself(subject, run, index)) return;
    // A file of settings may answer for all commands.
    if (/Assume-Yes|assumeyes/i.test(dockerfile.text)) return;
    const option = program === 'zypper' ? '--non-interactive' : '-y';
    yield {
      at: verb.at,
      message: message`${`${program} ${verb.value}`} asks before it goes on, and without an answer it stops.`,
      fix: { title: message`Add ${option}`, safe: true, edits: [insertBehind(program === 'zypper' ? programAt : verb.at, ` ${option}`)] },
    };
  },
});
