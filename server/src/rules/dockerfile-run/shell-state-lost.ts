import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

/** What changes the shell itself and nothing in the file system. */
const STATE = new Set(['cd', 'export', 'source', '.', 'umask', 'ulimit', 'alias', 'set', 'unset', 'shopt', 'newgrp', 'pushd']);

export default rule({
  id: 'shell-state-lost',
  summary: 'A RUN ends by changing its shell, and the change is lost with it.',
  severity: 'warning',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL3003', 'trivy:DS-0013'],
  scope: 'command',

  *check(subject) {
    const { dockerfile, instruction, command, program, words, run, index, programAt } = subject;
    const isAssignment = program === '' && command.assignments.length > 0;
    if (
      instruction.json ||
      command.nested ||
      index !== run.length - 1 ||
      !(STATE.has(program) || isAssignment) ||
      command.before === '|' ||
      command.before === '||'
    )
      return;
    // `set -x` and a mere `cd` at the end of a script do no harm where something came before that changed files.
    if (
      (program === 'set' || program === 'unset' || program === 'cd' || program === 'pushd' || isAssignment) &&
      run.length > 1 &&
      !(program === 'cd' && index === 0)
    )
      return;
    const fixes: Fix[] = [];
    const simple = run.length === 1 && instruction.heredocs.length === 0 && instruction.flags.length === 0;
    const target = words[0];
    if (simple && program === 'cd' && words.length === 1 && target && !target.expands && !target.value.startsWith('~') && target.value !== '-') {
      fixes.push({ title: message`Make it a WORKDIR`, safe: false, edits: [{ at: { ...instruction.keywordAt, end: target.at.start }, text: 'WORKDIR ' }] });
    }
    const pairs = program === 'export' ? words : isAssignment ? [] : undefined;
    if (simple && pairs && (isAssignment || (pairs.length > 0 && pairs.every(({ source }) => /^\w+=/.test(source) && !/[`]|\$\(/.test(source))))) {
      const start = isAssignment ? (command.assignments[0]?.at.start ?? command.at.start) : (pairs[0]?.at.start ?? command.at.start);
      const plain = !/[`]|\$\(/.test(dockerfile.text.slice(start, instruction.at.end));
      if (plain) fixes.push({ title: message`Make it an ENV`, safe: false, edits: [{ at: { ...instruction.keywordAt, end: start }, text: 'ENV ' }] });
    }
    const what = isAssignment ? (command.assignments[0]?.name ?? '') : program;
    yield {
      at: isAssignment ? command.at : programAt,
      message: isAssignment ? message`The variable ${what} ends with the shell of this RUN.` : message`What ${what} changes ends with the shell of this RUN.`,
      fix: fixes,
    };
  },
});
