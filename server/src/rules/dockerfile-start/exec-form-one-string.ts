import { writeList } from '../../model/docker/quotes';
import { baseImageOf, lineageOf } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'exec-form-one-string',
  summary: 'A whole command stands in one string of the list, so it is taken for the name of a program.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'instruction',

  *check({ stage, instruction }) {
    const { keyword, json, rest, spanOfRest } = instruction;
    if (!stage || json?.length !== 1 || !['CMD', 'ENTRYPOINT', 'RUN'].includes(keyword)) return;
    const text = json[0]?.value.trim() ?? '';
    if (!/^[\w./-]+[ \t]+\S/.test(text) || text.startsWith('-')) return;
    const hasEntrypoint = lineageOf(stage).some(({ instructions }) => instructions.some((one) => one.keyword === 'ENTRYPOINT'));
    const start = baseImageOf(stage)?.start;
    // Behind an ENTRYPOINT the list holds arguments, and an argument may well hold blanks.
    if (keyword === 'CMD' && (hasEntrypoint || (start && start.entrypoint.length > 0))) return;
    const at = spanOfRest(0, rest.value.length);
    const isPlain = !/["'\\$`|&;<>*?(){}]/.test(text);
    yield {
      at: json[0]?.at ?? at,
      // An image that is not known may have a shell for its entry point.
      ...(keyword === 'CMD' && !start && { severity: 'warning' as const }),
      message: message`The whole of ${text} is taken for the name of a program.`,
      ...(isPlain && { fix: { title: message`Make each word a string`, safe: false, edits: [{ at, text: writeList(text.split(/\s+/)) }] } }),
    };
  },
});
