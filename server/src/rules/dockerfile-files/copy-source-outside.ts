import { cleanSource, sourcesIn } from '../../model/docker/build-context';
import { message } from '../../text/message';
import { resolvePath } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'copy-source-outside',
  summary: 'COPY or ADD takes something from outside the build context.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'instruction',

  *check({ dockerfile, instruction }, project) {
    for (const { value, at } of sourcesIn(instruction)) {
      if (value.includes('$')) continue;
      const isAbove = /^\.\.(?:\/|$)/.test(resolvePath('', value.replace(/^(?:\.\/)+/, '')));
      const isOfMachine = /^(?:[A-Za-z]:[\\/]|~\/|\/(?:home|Users|root|mnt|etc|usr|var|opt|tmp)\/)/.test(value);
      if (!isAbove && !isOfMachine) continue;
      const read = cleanSource(value);
      const kind = project.contextOf(dockerfile)?.kindOf(value);
      // Docker leaves the steps upwards out, and what then remains may exist; a folder `etc` may well lie in the context.
      if (kind === 'file' || kind === 'folder' || (kind === undefined && value.startsWith('/'))) continue;
      yield {
        at,
        message: isAbove
          ? message`No step leads out of the build context; Docker reads this as ${read}.`
          : message`Docker looks for ${read} inside the build context, not on the machine.`,
      };
    }
  },
});
