import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'as-casing',
  summary: 'FROM and AS of one line are written in different cases.',
  severity: 'hint',
  stage: 'build',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['buildkit:FromAsCasing'],
  scope: 'stage',

  *check({ dockerfile, stage }) {
    const as = stage.from.words[1];
    if (as?.value.toLowerCase() !== 'as') return;
    const { keywordAt } = stage.from;
    const from = dockerfile.text.slice(keywordAt.start, keywordAt.end);
    // FROM in mixed case is a matter of its own.
    const wanted = from === from.toLowerCase() ? 'as' : from === from.toUpperCase() ? 'AS' : undefined;
    if (wanted === undefined || as.source === wanted) return;
    yield {
      at: as.at,
      message: message`${as.source} is written in another case than ${from}.`,
      fix: { title: message`Write ${wanted}`, safe: true, edits: [{ at: as.at, text: wanted }] },
    };
  },
});
