import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'directive-ignored',
  summary: 'A parser directive stands where Docker takes it for a mere comment.',
  severity: 'info',
  stage: 'build',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'dockerfile',

  *check({ dockerfile }) {
    const { comments, directives, file, text } = dockerfile;
    for (const { value, at } of comments) {
      const name = /^#\s*(syntax|escape)\s*=\s*\S+\s*$/i.exec(value)?.[1]?.toLowerCase();
      if (!name) continue;
      const known = directives.find((directive) => directive.name === name);
      const last = directives.at(-1);
      if (known) {
        const isNext = last && text.slice(last.at.end, at.start).trim() === '' && text.slice(last.at.end, at.start).split('\n').length === 2;
        if (isNext)
          yield {
            at,
            message: message`The directive ${name} may stand only once.`,
            severity: 'error',
            related: [{ at: known.at, message: message`It stands here already.` }],
          };
        continue;
      }
      const feed = text.indexOf('\n', at.end);
      const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
      yield {
        at,
        message: message`Docker reads ${name} only at the very top of the file, above all other comments and empty lines.`,
        ...(name === 'escape' && { severity: 'warning' as const }),
        fix: {
          title: message`Move it to the top`,
          safe: name === 'syntax',
          edits: [
            { at: { file, start, end: start }, text: `${value.trimEnd()}${text.includes('\r\n') ? '\r\n' : '\n'}` },
            { at: { file, start: text.lastIndexOf('\n', at.start) + 1, end: feed < 0 ? at.end : feed + 1 }, text: '' },
          ],
        },
      };
    }
  },
});
