import { insertBehind } from '../../fix/docker-words';
import { installerOf, isCacheMounted, isCleaned, type PackageManager } from '../../model/docker/package-managers';
import { declarationOf, isInFinalImage } from '../../model/docker/stage-facts';
import { trailingCommentOf } from '../../model/docker/trailing-comment';
import type { CommandSubject } from '../../model/docker-subjects';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'package-cache-kept',
  summary: 'What a package manager downloaded stays in the image.',
  severity: 'info',
  stage: 'pull',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: [
    'hadolint:DL3009',
    'hadolint:DL3019',
    'hadolint:DL3032',
    'hadolint:DL3036',
    'hadolint:DL3040',
    'hadolint:DL3042',
    'hadolint:DL3060',
    'trivy:DS-0015',
    'trivy:DS-0019',
    'trivy:DS-0020',
    'trivy:DS-0025',
    'trivy:DS-0027',
    'dockle:DKL-DI-0004',
    'dockle:DKL-DI-0005',
  ],
  scope: 'command',

  *check(subject) {
    const { dockerfile, stage, instruction, run, index, programAt, program } = subject;
    const manager = installerOf(subject);
    if (!manager || !isInFinalImage(dockerfile, stage) || isCacheMounted(instruction, manager) || isCleaned(run, index, manager)) return;
    // One finding for a RUN that installs several times.
    if (run.slice(index + 1).some((later) => installerOf(later) === manager) || hasOption(subject, manager)) return;
    if (
      manager.variable !== undefined &&
      (subject.command.assignments.some(({ name }) => name === manager.variable) || declarationOf(stage, manager.variable, instruction.at.start))
    )
      return;
    if (program === 'npm') return;
    const fix = fixFor(subject, manager);
    yield { at: programAt, message: message`${program} leaves in the image what it downloaded or listed.`, ...(fix && { fix }) };
  },
});

function hasOption({ options }: CommandSubject, { withoutCache }: PackageManager): boolean {
  return withoutCache !== undefined && options.some(({ value }) => value === withoutCache);
}

function fixFor(subject: CommandSubject, { withoutCache, clean }: PackageManager): Fix | undefined {
  const { dockerfile, instruction, operands, command } = subject;
  const { rest, heredocs, at } = instruction;
  if (withoutCache !== undefined && operands[0])
    return { title: message`Add ${withoutCache}`, safe: true, edits: [insertBehind(operands[0].at, ` ${withoutCache}`)] };
  if (heredocs.length > 0 && clean && !command.nested) return addLine(subject, clean.command);
  if (!clean || command.nested || heredocs.length > 0 || instruction.json || trailingCommentOf(instruction) !== undefined || /[;&|]$/.test(rest.value))
    return undefined;
  const lines = dockerfile.text.slice(at.start, at.end).split('\n');
  const indent = /^[ \t]*/.exec(lines[1] ?? '')?.[0] ?? '';
  const newline = dockerfile.text.includes('\r\n') ? '\r\n' : '\n';
  const joint = lines.length > 1 ? ` ${dockerfile.escape}${newline}${indent}&& ` : ' && ';
  return { title: message`Add ${clean.command}`, safe: false, edits: [insertBehind(rest.at, joint + clean.command)] };
}

/** In a script, the command gets a line of its own below the one that installs. */
function addLine({ dockerfile: { file, text }, command: { at } }: CommandSubject, cleaning: string): Fix | undefined {
  const [behind, lineBreak] = /^[ \t]*(\r?\n)/.exec(text.slice(at.end)) ?? [];
  const line = text.slice(text.lastIndexOf('\n', at.start - 1) + 1, at.start);
  // Where the command does not begin its line, it may hang on what stands before it.
  if (behind === undefined || line.trim() !== '') return undefined;
  return { title: message`Add ${cleaning}`, safe: false, edits: [{ at: { file, start: at.end, end: at.end }, text: `${lineBreak}${line}${cleaning}` }] };
}
