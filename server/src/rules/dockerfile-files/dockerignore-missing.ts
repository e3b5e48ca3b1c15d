import { cleanSource, sourcesIn } from '../../model/docker/build-context';
import { ignoreText } from '../../model/docker/left-out';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'dockerignore-missing',
  summary: 'The whole build context is copied, and no .dockerignore leaves anything out.',
  severity: 'info',
  stage: 'secure',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'dockerfile',

  *check({ dockerfile }, project) {
    const everything = dockerfile.stages
      .flatMap(({ instructions }) => instructions)
      .flatMap((instruction) => (instruction.flags.some(({ name }) => name === 'exclude') ? [] : sourcesIn(instruction)))
      .find(({ value }) => !value.includes('$') && cleanSource(value) === '');
    const context = everything && project.contextOf(dockerfile);
    if (!everything || !context || context.ignore) return;
    const file = context.ignoreFile;
    yield {
      at: everything.at,
      message: message`All of the build context is copied here, and no ${'.dockerignore'} leaves anything out.`,
      fix: { title: message`Create .dockerignore`, safe: false, edits: [{ at: { file, start: 0, end: 0 }, text: ignoreText(context) }] },
    };
  },
});
