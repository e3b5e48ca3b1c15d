import { removeWords } from '../../fix/docker-words';
import { baseImageOf, lineageOf } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'build-platform-in-image',
  summary: 'The image is made from a stage for the platform of the machine that builds.',
  severity: 'warning',
  stage: 'start',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'dockerfile',

  *check({ dockerfile }) {
    const last = dockerfile.stages.at(-1);
    // Without programs and libraries a base is the same for every platform.
    if (!last || baseImageOf(last)?.libc === 'none') return;
    for (const { from, platform } of lineageOf(last)) {
      const flag = from.flags.find(({ name }) => name === 'platform');
      if (!flag || !platform || !/^\$(?:BUILDPLATFORM|\{BUILDPLATFORM(?:[:}-].*)?)$/.test(platform.value)) continue;
      yield {
        at: platform.at,
        message: message`The image of this stage is for the machine that builds it, whatever platform is asked for.`,
        fix: { title: message`Remove the flag`, safe: false, edits: [removeWords(dockerfile, flag.at)] },
      };
    }
  },
});
