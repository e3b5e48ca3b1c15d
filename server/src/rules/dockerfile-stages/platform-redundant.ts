import { removeWords } from '../../fix/docker-words';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'platform-redundant',
  summary: 'FROM asks for the platform that it takes anyway.',
  severity: 'hint',
  stage: 'build',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['hadolint:DL3065', 'buildkit:RedundantTargetPlatform'],
  scope: 'stage',

  *check({ dockerfile, stage: { from } }) {
    const flag = from.flags.find(({ name }) => name === 'platform');
    if (!flag?.value || !/^\$(?:TARGETPLATFORM|\{TARGETPLATFORM\})$/.test(flag.value.value)) return;
    const fix = { title: message`Remove the flag`, safe: true, edits: [removeWords(dockerfile, flag.at)] };
    yield { at: flag.at, message: message`FROM takes the target platform by itself.`, tag: 'unnecessary', fix };
  },
});
