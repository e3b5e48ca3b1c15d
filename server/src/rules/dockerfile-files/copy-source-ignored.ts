import { cleanSource, isPlain, sourcesIn } from '../../model/docker/build-context';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'copy-source-ignored',
  summary: 'COPY or ADD takes a file that the .dockerignore keeps out of the build.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['buildkit:CopyIgnoredFile'],
  scope: 'instruction',

  *check({ dockerfile, instruction }, project) {
    const sources = sourcesIn(instruction).filter(({ value }) => isPlain(value));
    const context = sources.length > 0 ? project.contextOf(dockerfile) : undefined;
    // Where something is brought back, a folder that is left out may still hold a file.
    if (!context?.ignore || context.ignore.patterns.some(({ negated }) => negated)) return;
    const { file, text } = context.ignore;
    for (const { value, at } of sources) {
      const pattern = context.excluderOf(value);
      const kind = context.kindOf(value);
      if (!pattern || kind === 'absent' || (kind === undefined && context.reason !== 'stated')) continue;
      const newline = text.includes('\r\n') ? '\r\n' : '\n';
      const line = `!${cleanSource(value)}`;
      yield {
        at,
        message: message`The build does not get ${cleanSource(value)}, because ${file.slice(file.lastIndexOf('/') + 1)} leaves it out.`,
        related: [{ at: pattern.at, message: message`This pattern covers it.` }],
        fix: {
          title: message`Add ${line} to the ignore file`,
          safe: false,
          edits: [{ at: { file, start: text.length, end: text.length }, text: `${text === '' || text.endsWith('\n') ? '' : newline}${line}${newline}` }],
        },
      };
    }
  },
});
