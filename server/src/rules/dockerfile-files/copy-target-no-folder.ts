import { insertBehind } from '../../fix/docker-words';
import { runCommands } from '../../model/docker/run-commands';
import { expand, lineageOf, variablesBefore, workdirBefore } from '../../model/docker/stage-facts';
import { swallowedInstruction } from '../../model/docker/swallowed';
import type { InstructionSubject } from '../../model/docker-subjects';
import { message } from '../../text/message';
import { resolvePath } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'copy-target-no-folder',
  summary: 'Several files are copied to one place that is not said to be a folder.',
  severity: 'warning',
  stage: 'build',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['hadolint:DL3021', 'trivy:DS-0011'],
  scope: 'instruction',

  *check(subject) {
    const { instruction } = subject;
    const { keyword, json, words, heredocs } = instruction;
    if ((keyword !== 'COPY' && keyword !== 'ADD') || heredocs.length > 0 || swallowedInstruction(subject.dockerfile, instruction)) return;
    const all = json ?? words;
    const target = all.at(-1);
    if (
      !target ||
      all.length < 3 ||
      all.some(({ value }) => value === '#' || /^[-\u2010-\u2015\u2212]/.test(value)) ||
      /[/\\]$|^\.{1,2}$|\$/.test(target.value) ||
      isKnownFolder(subject, target.value)
    )
      return;
    const at = json ? { ...target.at, end: target.at.end - 1 } : words.at(-1)?.source.endsWith('"') ? { ...target.at, end: target.at.end - 1 } : target.at;
    yield {
      at: target.at,
      message: message`Unless ${target.value} is a folder already, each source replaces the one before; older builders refuse this.`,
      fix: { title: message`Add a slash`, safe: true, edits: [insertBehind(at, '/')] },
    };
  },
});

/** A folder that a system has, that is worked in, or that something above made. */
function isKnownFolder({ dockerfile, stage, instruction }: InstructionSubject, target: string): boolean {
  if (!stage) return true;
  const place = (path: string, before: number) => resolvePath(workdirBefore(dockerfile, stage, before).path ?? '/', path);
  const path = place(target, instruction.at.start);
  if (
    /^\/(?:bin|etc|home|lib|media|mnt|opt|root|run|sbin|srv|tmp|usr(?:\/(?:local\/)?(?:bin|lib|share|sbin|src|include))?|usr\/local|var(?:\/(?:lib|log|cache|tmp|www))?|go(?:\/(?:bin|src))?)?$/.test(
      path,
    )
  )
    return true;
  return lineageOf(stage).some((one) =>
    one.instructions.some((other) => {
      if (other.at.start >= instruction.at.start) return false;
      if (other.keyword === 'WORKDIR')
        return place(expand(other.rest.value, variablesBefore(dockerfile, one, other.at.start), dockerfile.escape) ?? '', other.at.start) === path;
      if (other.keyword === 'RUN')
        return runCommands(other, dockerfile, one).some(
          ({ program, words }) =>
            /^(?:mkdir|install|git|unzip|tar|cp|mv)$/.test(program) && words.some(({ value }) => place(value, other.at.start).startsWith(path)),
        );
      return (other.keyword === 'COPY' || other.keyword === 'ADD') && place(other.words.at(-1)?.value ?? '', other.at.start).startsWith(path);
    }),
  );
}
