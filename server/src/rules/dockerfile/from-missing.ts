import type { Dockerfile, Instruction } from '../../docker/dockerfile';
import { insertLinesBelow, removeInstruction } from '../../fix/docker-lines';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'from-missing',
  summary: 'The Dockerfile has no FROM, or an instruction that needs one stands above it.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL3061'],
  scope: 'dockerfile',

  *check({ dockerfile }) {
    for (const { kind, at, text } of dockerfile.problems) {
      if (kind === 'no-stage') yield { at, message: message`No FROM follows, so there is no image to build on.` };
      if (kind !== 'no-from') continue;
      const [first] = dockerfile.stages;
      if (first) yield { at, message: message`${text} stands above FROM, where Docker allows only ARG.`, fix: moveBelow(dockerfile, first.from) };
      else yield { at, message: message`${text} needs an image to build on, but the file has no FROM.` };
    }
  },
});

/** Everything but ARGs that stands above FROM goes below it, in order. */
function moveBelow(dockerfile: Dockerfile, from: Instruction): Fix {
  const early = dockerfile.instructions.filter(({ keyword, at }) => keyword !== 'ARG' && at.start < from.at.start);
  const lines = early.map(({ at }) => dockerfile.text.slice(at.start, at.end));
  return {
    title: message`Move it below FROM`,
    safe: false,
    edits: [...early.map((instruction) => removeInstruction(dockerfile, instruction)), insertLinesBelow(dockerfile, from, lines)],
  };
}
