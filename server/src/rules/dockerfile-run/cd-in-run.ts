import { workdirBefore } from '../../model/docker/stage-facts';
import type { CommandSubject } from '../../model/docker-subjects';
import { message } from '../../text/message';
import { resolvePath } from '../../text/path';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'cd-in-run',
  summary: 'A RUN begins with cd, where WORKDIR says the folder.',
  severity: 'hint',
  stage: 'build',
  profile: 'optional',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL3003', 'trivy:DS-0013'],
  scope: 'command',

  *check(subject) {
    const { instruction, command, program, words, index, programAt, run } = subject;
    const [target] = words;
    if (instruction.json || instruction.heredocs.length > 0 || index !== 0 || command.nested || program !== 'cd' || words.length !== 1) return;
    if (!target || target.expands || /^[~-]|^$/.test(target.value) || joint(subject) === undefined) return;
    // A folder that is there for this command alone is no folder for what follows.
    const isPassing =
      /^\/(?:var\/)?tmp(?:\/|$)/.test(target.value) || run.some((later) => later.program === 'rm' && later.words.some(({ value }) => value === target.value));
    if (isPassing) return;
    const fix = fixFor(subject, target.value, target.source);
    yield {
      at: programAt,
      message: message`${'WORKDIR'} says the folder in a line of its own; ${'cd'} hides it in the command.`,
      ...(fix && { fix }),
    };
  },
});

/** How long the text is that joins `cd` to the command behind it; undefined where that does not run in any case behind it. */
function joint({ dockerfile, words, instruction }: CommandSubject): number | undefined {
  const behind = dockerfile.text.slice(words[0]?.at.end, instruction.at.end);
  const [found] = /^(?:[ \t]|[\\`]\r?\n)*(?:&&|;)(?:[ \t]|[\\`]\r?\n)*(?=[^\s;&|#])/.exec(behind) ?? [];
  return found?.length;
}

function fixFor(subject: CommandSubject, folder: string, source: string): Fix | undefined {
  const { dockerfile, stage, instruction, run, words, programAt } = subject;
  const { file, text } = dockerfile;
  const before = workdirBefore(dockerfile, stage, instruction.at.start).path;
  // What goes back to the folder before would go back to another one.
  const goesBack =
    run.some(({ program, words: [to] }) => program === 'popd' || (program === 'cd' && to?.value === '-')) || /OLDPWD/.test(instruction.rest.value);
  if (before === undefined || goesBack || subject.sudo || subject.command.assignments.length > 0) return undefined;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const next = stage.instructions.find(({ at }) => at.start > instruction.at.start);
  const isSetNext = next?.keyword === 'WORKDIR' && next.rest.value.startsWith('/');
  const end = (words[0]?.at.end ?? programAt.end) + (joint(subject) ?? 0);
  const edits = [{ at: { file, start: programAt.start, end }, text: '' }];
  if (resolvePath(before, folder) !== before) {
    const { start } = instruction.at;
    edits.unshift({ at: { file, start, end: start }, text: `WORKDIR ${source}${newline}` });
    if (!isSetNext) edits.push({ at: { file, start: instruction.at.end, end: instruction.at.end }, text: `${newline}WORKDIR ${before}` });
  }
  return { title: message`Set the folder with WORKDIR`, safe: false, edits };
}
