import { trailingCommentOf } from '../../model/docker/trailing-comment';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'env-legacy-form',
  summary: 'ENV or LABEL is written without an equals sign.',
  severity: 'hint',
  stage: 'build',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['buildkit:LegacyKeyValueFormat'],
  scope: 'instruction',

  *check({ dockerfile, instruction }) {
    const { legacy, keyword, words, assignments, rest } = instruction;
    const [assignment] = assignments;
    // A sign of its own, or a comment, is the matter of other rules.
    if (!legacy || !assignment?.value || words[1]?.source === '=' || trailingCommentOf(instruction) !== undefined) return;
    const { name, value } = assignment;
    const simple = words.length === 2 && value.source === words[1]?.source;
    const text = `${dockerfile.text.slice(name.at.start, name.at.end)}=${simple ? value.source : quoted(value.source, dockerfile.escape)}`;
    yield {
      at: rest.at,
      message: message`In this form everything behind ${name.value} is the value; ${`${keyword} ${name.value}=…`} says where it ends.`,
      fix: { title: message`Write it with an equals sign`, safe: true, edits: [{ at: rest.at, text }] },
    };
  },
});

/** The value in double quotes. Quotes inside it were taken away by Docker in the old form too, so they go. */
function quoted(source: string, escape: string): string {
  let text = '';
  let quote = '';
  for (let at = 0; at < source.length; at++) {
    const character = source[at] as string;
    if (quote === "'") {
      if (character === "'") quote = '';
      else text += character === '"' || character === '$' || character === escape ? escape + character : character;
    } else if (character === escape && at + 1 < source.length) text += character + source[++at];
    else if (character === '"') quote = quote === '"' ? '' : '"';
    else if (character === "'" && quote === '') quote = "'";
    else text += character;
  }
  return `"${text}"`;
}
