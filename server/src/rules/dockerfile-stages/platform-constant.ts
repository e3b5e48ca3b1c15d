import { removeWords } from '../../fix/docker-words';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'platform-constant',
  summary: 'FROM is tied to one platform, whatever platform is asked for.',
  severity: 'info',
  stage: 'start',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['hadolint:DL3029', 'buildkit:FromPlatformFlagConstDisallowed'],
  scope: 'stage',

  *check({ dockerfile, stage }) {
    const { platform, name, from } = stage;
    const flag = from.flags.find((one) => one.name === 'platform');
    if (!platform || !flag || platform.value.includes('$')) return;
    const [system = '', architecture = ''] = platform.value.split('/');
    // A stage named after its platform is meant for it.
    if (name && (name.value.includes(system) || (architecture !== '' && name.value.includes(architecture)))) return;
    yield {
      at: platform.at,
      message: message`This stage is always ${platform.value}, also when another platform is built.`,
      fix: { title: message`Remove the flag`, safe: false, edits: [removeWords(dockerfile, flag.at)] },
    };
  },
});
