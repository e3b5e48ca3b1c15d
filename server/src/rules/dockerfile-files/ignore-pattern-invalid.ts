import { contextSources } from '../../model/docker/build-context';
import { message } from '../../text/message';
import { baseName } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'ignore-pattern-invalid',
  summary: 'The .dockerignore holds a pattern that Docker refuses.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'dockerfile',

  *check({ dockerfile }, project) {
    // Without a source from the build context, nobody reads the file.
    const [source] = contextSources(dockerfile);
    const ignore = source && project.contextOf(dockerfile)?.ignore;
    if (!source || !ignore) return;
    for (const at of ignore.refused) {
      const pattern = ignore.text.slice(at.start, at.end);
      const feed = ignore.text.indexOf('\n', at.end);
      const line = { ...at, start: ignore.text.lastIndexOf('\n', at.start - 1) + 1, end: feed < 0 ? ignore.text.length : feed + 1 };
      yield {
        at: source.at,
        message: message`Nothing of the build context is read: Docker refuses the pattern ${pattern} of ${baseName(ignore.file)}.`,
        related: [{ at, message: message`The pattern stands here.` }],
        fix: { title: message`Remove the pattern ${pattern}`, safe: false, edits: [{ at: line, text: '' }] },
      };
    }
  },
});
