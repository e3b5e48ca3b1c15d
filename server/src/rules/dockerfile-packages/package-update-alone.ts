import { isCall } from '../../model/docker/run-commands';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'package-update-alone',
  summary: 'A RUN fetches the list of packages and installs none.',
  severity: 'warning',
  stage: 'build',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['trivy:DS-0017', 'checkov:CKV_DOCKER_5', 'dockle:CIS-DI-0007'],
  scope: 'command',

  *check(subject) {
    const { dockerfile, stage, instruction, run, programAt, program, operands } = subject;
    const isUpdate = isCall(subject, ['apt-get', 'apt', 'apk'], 'update') || isCall(subject, 'zypper', ['refresh', 'ref']);
    const installs = ['install', 'add', 'in', 'upgrade', 'dist-upgrade', 'full-upgrade', 'build-dep', 'download', 'source', 'up', 'update'];
    // A script in the same RUN may well install something.
    if (
      !isUpdate ||
      run.some((call) => call.program !== program && !/^(?:echo|set|true|rm|mkdir|export|:)$/.test(call.program)) ||
      run.some((call) => call !== subject && isCall(call, program, installs) && call.operands.length > 1)
    )
      return;
    if (run.some((call) => isCall(call, program, installs.slice(0, 9)))) return;
    // A mount keeps the lists outside of the layers.
    if (instruction.flags.some(({ name }) => name === 'mount')) return;
    const next = stage.instructions[stage.instructions.indexOf(instruction) + 1];
    const fix: Fix[] =
      next?.keyword === 'RUN' &&
      !next.json &&
      next.heredocs.length === 0 &&
      next.flags.length === 0 &&
      instruction.heredocs.length === 0 &&
      !/[;&|]$/.test(instruction.rest.value)
        ? [
            {
              title: message`Join it with the next RUN`,
              safe: false,
              edits: [{ at: { file: dockerfile.file, start: instruction.rest.at.end, end: next.rest.at.start }, text: ' && ' }],
            },
          ]
        : [];
    yield {
      at: { ...programAt, end: operands[0]?.at.end ?? programAt.end },
      message: message`The list is kept in the build cache and grows old, while later installations go on using it.`,
      fix,
    };
  },
});
