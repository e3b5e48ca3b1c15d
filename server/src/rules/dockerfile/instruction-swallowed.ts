import { swallowedInstruction } from '../../model/docker/swallowed';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'instruction-swallowed',
  summary: 'A backslash at the end of a line makes the instruction below part of the one above.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'instruction',

  *check({ dockerfile, instruction }) {
    const found = swallowedInstruction(dockerfile, instruction);
    if (!found) return;
    const { word, at, joint } = found;
    yield {
      at,
      message: message`This ${word} is no instruction but belongs to the ${instruction.keyword} above, whose line ends in a backslash.`,
      related: [{ at: joint, message: message`This continues the instruction on the next line.` }],
      fix: { title: message`Take the backslash away`, safe: false, edits: [{ at: joint, text: '' }] },
    };
  },
});
