import type { Dockerfile, Instruction } from '../../docker/dockerfile';
import { isInFinalImage } from '../../model/docker/stage-facts';
import { trailingCommentOf } from '../../model/docker/trailing-comment';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'runs-consecutive',
  summary: 'Two RUNs stand one below the other and make two layers.',
  severity: 'hint',
  stage: 'pull',
  profile: 'optional',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL3059'],
  scope: 'stage',

  *check({ dockerfile, stage }) {
    if (!isInFinalImage(dockerfile, stage)) return;
    for (const [index, second] of stage.instructions.entries()) {
      const first = stage.instructions[index - 1];
      if (first?.keyword !== 'RUN' || second.keyword !== 'RUN' || flagsOf(first, dockerfile) !== flagsOf(second, dockerfile)) continue;
      const fix = merge(dockerfile, first, second);
      yield { at: second.keywordAt, message: message`This RUN makes a layer of its own; joined with the one above it would not.`, ...(fix && { fix }) };
    }
  },
});

function flagsOf({ flags }: Instruction, { text }: Dockerfile): string {
  return flags.map(({ at }) => text.slice(at.start, at.end)).join(' ');
}

function merge({ file, text, escape }: Dockerfile, first: Instruction, second: Instruction): Fix | undefined {
  const between = text.slice(first.at.end, second.at.start);
  const isSimple = [first, second].every((one) => !one.json && one.heredocs.length === 0 && !one.rest.value.startsWith('['));
  if (!isSimple || between.includes('#') || trailingCommentOf(first) !== undefined || /[;&|]$/.test(first.rest.value)) return undefined;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const edits = [{ at: { file, start: first.rest.at.end, end: second.rest.at.start }, text: ` ${escape}${newline}    && ` }];
  return { title: message`Join it with the RUN above`, safe: false, edits };
}
