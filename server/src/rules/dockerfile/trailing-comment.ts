import type { Instruction } from '../../docker/dockerfile';
import { moveCommentAbove } from '../../fix/docker-lines';
import { trailingCommentOf } from '../../model/docker/trailing-comment';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Finding, rule } from '../rule';

/** What Docker makes of words behind an instruction (BuildKit, parser/line_parsers.go and instructions/parse.go). */
const EFFECTS: Readonly<Record<string, 'refused' | 'part' | 'shell-form' | 'harmless'>> = table({
  FROM: 'refused',
  ENV: 'refused',
  LABEL: 'refused',
  EXPOSE: 'refused',
  STOPSIGNAL: 'refused',
  SHELL: 'refused',
  WORKDIR: 'part',
  USER: 'part',
  COPY: 'part',
  ADD: 'part',
  VOLUME: 'part',
  MAINTAINER: 'harmless',
  ARG: 'harmless',
  CMD: 'shell-form',
  HEALTHCHECK: 'shell-form',
  RUN: 'shell-form',
  ENTRYPOINT: 'shell-form',
});

export default rule({
  id: 'trailing-comment',
  summary: 'A comment stands behind a Dockerfile instruction, where Docker takes it for part of the instruction.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'instruction',

  *check({ dockerfile, instruction: outer }) {
    // ONBUILD keeps an instruction with all its words.
    const instruction = outer.trigger ?? outer;
    const effect = effectOn(instruction);
    const start = effect && trailingCommentOf(instruction);
    if (!effect || start === undefined) return;
    const at = instruction.spanOfRest(start, instruction.rest.value.length);
    yield {
      at,
      ...say(effect, instruction),
      fix: { title: message`Move the comment to its own line`, safe: true, edits: moveCommentAbove(dockerfile, outer, at) },
    };
  },
});

function effectOn(instruction: Instruction) {
  const { keyword, legacy, rest } = instruction;
  if (keyword === 'HEALTHCHECK' && /^NONE\b/i.test(rest.value)) return 'refused';
  // The shell reads a comment for what it is; in exec form the brackets no longer hold JSON, and the form changes.
  if (EFFECTS[keyword] === 'shell-form') return /^(?:CMD[ \t]+)?\[\s*"/i.test(rest.value) ? 'shell-form' : undefined;
  return legacy ? 'part' : EFFECTS[keyword];
}

function say(effect: 'refused' | 'part' | 'shell-form' | 'harmless', { keyword }: Instruction): Pick<Finding, 'message' | 'severity'> {
  switch (effect) {
    case 'refused':
      return { message: message`Docker knows no comments behind ${keyword} and refuses this line.` };
    case 'part':
      return { message: message`Docker knows no comments behind ${keyword}: these words become part of its value.` };
    case 'shell-form':
      return { message: message`With words behind the brackets, Docker takes this ${keyword} for a shell command instead of a list.` };
    case 'harmless':
      return { severity: 'warning', message: message`Docker knows no comments behind ${keyword}: it reads these words as further arguments.` };
  }
}
