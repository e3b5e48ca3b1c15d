import { insertBehind } from '../../fix/docker-words';
import { isCall } from '../../model/docker/run-commands';
import { isInFinalImage } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'recommended-packages',
  summary: 'apt-get installs packages that are only recommended.',
  severity: 'hint',
  stage: 'pull',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['hadolint:DL3015', 'trivy:DS-0029'],
  scope: 'command',

  *check(subject) {
    const { dockerfile, stage, operands, options } = subject;
    const verb = operands[0];
    if (!verb || !isCall(subject, ['apt-get', 'apt'], 'install') || !isInFinalImage(dockerfile, stage)) return;
    if (options.some(({ value }) => /^--(?:no-)?install-recommends$|Install-Recommends/.test(value)) || /Install-Recommends/.test(dockerfile.text)) return;
    const option = '--no-install-recommends';
    yield {
      at: verb.at,
      message: message`Packages that the named ones only recommend are installed too.`,
      fix: { title: message`Add ${option}`, safe: false, edits: [insertBehind(verb.at, ` ${option}`)] },
    };
  },
});
