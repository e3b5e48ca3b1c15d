import { isCall } from '../../model/docker/run-commands';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'distribution-upgrade',
  summary: 'A RUN brings the whole distribution to its newest state.',
  severity: 'info',
  stage: 'build',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['hadolint:DL3035', 'trivy:DS-0024', 'dockle:DKL-DI-0003'],
  scope: 'command',

  *check(subject) {
    const { operands, program, programAt } = subject;
    const verb = operands[0];
    const isUpgrade =
      isCall(subject, ['apt-get', 'apt'], ['dist-upgrade', 'full-upgrade']) ||
      isCall(subject, 'zypper', ['dist-upgrade', 'dup']) ||
      isCall(subject, ['dnf', 'yum'], ['distro-sync', 'system-upgrade']);
    if (program === 'do-release-upgrade')
      yield { at: programAt, message: message`${program} makes another release of the base image; a newer tag is that release, tested.` };
    else if (isUpgrade && verb)
      yield { at: verb.at, message: message`${`${program} ${verb.value}`} may remove and replace packages of the base image; a newer tag holds them tested.` };
  },
});
