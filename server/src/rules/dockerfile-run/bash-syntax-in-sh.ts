import type { Stage } from '../../docker/dockerfile';
import { insertLinesAbove } from '../../fix/docker-lines';
import { insertBefore } from '../../fix/docker-words';
import { bashOnlyIn, type ShellKind } from '../../model/docker/bash-syntax';
import { baseImageOf, lineageOf, shellBefore } from '../../model/docker/stage-facts';
import type { CommandSubject } from '../../model/docker-subjects';
import { type Message, message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'bash-syntax-in-sh',
  summary: 'A RUN is written for bash, and the shell that runs it is another.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['SC3009', 'SC3010', 'SC3011', 'SC3014', 'SC3020', 'SC3030', 'SC3040', 'SC3044', 'SC3046'].map((id) => `hadolint:${id}`),
  scope: 'command',

  *check(subject) {
    const { dockerfile, stage, instruction } = subject;
    const shell = shellOf(subject);
    if (!shell) return;
    for (const { kind, word } of bashOnlyIn(subject, dockerfile.text, shell)) {
      const base = baseImageOf(stage);
      const bash: Fix[] = base?.tools.has('bash')
        ? [
            {
              title: message`Run this and what follows with bash`,
              safe: false,
              edits: [insertLinesAbove(dockerfile, instruction, ['SHELL ["/bin/bash", "-c"]'])],
            },
          ]
        : [];
      const own: Fix[] =
        kind === 'source'
          ? [{ title: message`Use ${'.'}`, safe: false, edits: [{ at: word.at, text: '.' }, ...sourced(subject)] }]
          : kind === 'equals'
            ? [{ title: message`Use ${'='}`, safe: true, edits: [{ at: word.at, text: '=' }] }]
            : [];
      yield { at: word.at, ...(kind === 'braces' && { severity: 'warning' as const }), message: says(kind, word.source, shell), fix: [...own, ...bash] };
    }
  },
});

/** The shell that runs a RUN, where that is certainly not bash. */
function shellOf({ dockerfile, stage, instruction }: CommandSubject): ShellKind | undefined {
  const base = baseImageOf(stage);
  if (!base || instruction.json || shellBefore(stage, instruction.at.start)) return undefined;
  // The shell was exchanged, or the script names its own.
  if (instruction.heredocs.some(({ body }) => body.value.startsWith('#!'))) return undefined;
  if (lineageOf(stage).some(touchesShell)) return undefined;
  if (base.shellStays && base.tools.has('apt-get'))
    return dockerfile.escape === '\\' ? { name: 'dash', pipefail: base.glibc === undefined || base.glibc >= 41 } : undefined;
  return base.libc === 'musl' ? { name: 'busybox sh', pipefail: true } : undefined;
}

/** A RUN puts another shell in the place of `/bin/sh`. */
function touchesShell(stage: Stage): boolean {
  const known = TOUCHES.get(stage);
  if (known !== undefined) return known;
  const touches = stage.instructions.some(({ keyword, rest }) => keyword === 'RUN' && /\/bin\/sh\b|\bdash\b/.test(rest.value));
  TOUCHES.set(stage, touches);
  return touches;
}

/** Asked for each command of a stage. */
const TOUCHES = new WeakMap<Stage, boolean>();

/** `. file` looks for a file without folder on the PATH. */
function sourced({ operands }: CommandSubject) {
  const [file] = operands;
  return file && !file.value.includes('/') && !file.expands ? [insertBefore(file.at, './')] : [];
}

function says(kind: string, written: string, { name }: ShellKind): Message {
  switch (kind) {
    case 'braces':
      return message`${name} runs this, which takes ${written} as it is: the braces become part of the name.`;
    case 'background':
      return message`${name} runs this, for which ${'&>'} ends the command and puts it into the background.`;
    case 'equals':
      return message`${name} runs this, and compares texts with ${'='} alone.`;
    case 'pipefail':
      return message`${name} runs this, and knows no option ${'pipefail'}.`;
    default:
      return message`${name} runs this, and knows no ${written}; bash does.`;
  }
}
