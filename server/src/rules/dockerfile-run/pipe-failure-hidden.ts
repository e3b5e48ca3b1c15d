import { insertLinesAbove } from '../../fix/docker-lines';
import { baseImageOf, shellBefore } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

/** Programs whose failure matters, because what they should bring comes from elsewhere. */
const FETCHING = new Set(['curl', 'wget', 'git', 'gpg', 'aws', 'gsutil', 'gcloud', 'az', 'ssh', 'openssl', 'go', 'npm', 'pip', 'pip3']);

export default rule({
  id: 'pipe-failure-hidden',
  summary: 'A download fails at the left of a pipe and nobody notices.',
  severity: 'info',
  stage: 'build',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL4006'],
  scope: 'command',

  *check(subject) {
    const { dockerfile, stage, instruction, program, programAt, run, index, command } = subject;
    const next = run[index + 1];
    if (next?.command.before !== '|' || !FETCHING.has(program) || instruction.json) return;
    // One finding for a pipe of several.
    if (command.before === '|' && FETCHING.has(run[index - 1]?.program ?? '')) return;
    const shell = shellBefore(stage, instruction.at.start);
    if (
      shell?.some((word) => word === 'pipefail') ||
      /\bpipefail\b/.test(instruction.rest.value) ||
      instruction.heredocs.some(({ body }) => /\bpipefail\b/.test(body.value))
    )
      return;
    const base = baseImageOf(stage);
    const shellPath = base?.libc === 'musl' ? '/bin/ash' : base?.tools.has('bash') ? '/bin/bash' : undefined;
    const line = `SHELL ["${shellPath}", "-o", "pipefail", "-c"]`;
    const fix: Fix[] =
      shellPath === undefined || shell
        ? []
        : [{ title: message`Set ${'pipefail'} for this and the following RUNs`, safe: false, edits: [insertLinesAbove(dockerfile, instruction, [line])] }];
    yield {
      at: programAt,
      message: message`If ${program} fails, this RUN goes on all the same: a pipe ends as its last command, ${next.program}, does.`,
      fix,
    };
  },
});
