import type { Stage } from '../../docker/dockerfile';
import { installerOf, packagesOf } from '../../model/docker/package-managers';
import { runCommands } from '../../model/docker/run-commands';
import { baseImageOf, bottomOf, lineageOf } from '../../model/docker/stage-facts';
import type { CommandSubject } from '../../model/docker-subjects';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'sudo-used',
  summary: 'A RUN calls sudo.',
  severity: 'info',
  stage: 'build',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL3004', 'trivy:DS-0010', 'checkov:CKV2_DOCKER_1', 'dockle:DKL-DI-0001'],
  scope: 'command',

  *check(subject) {
    const { sudo, programAt, command, stage } = subject;
    if (!sudo) return;
    // Other options of sudo choose a user, which leaving it out would not.
    const first = command.words.indexOf(sudo) + 1;
    const isPlain = command.words
      .slice(
        first,
        command.words.findIndex(({ at }) => at === programAt),
      )
      .every(({ value }) => /^-[EnHS]+$/.test(value));
    const isMissing = comesWithout(stage) && !mayBeThere(subject);
    yield {
      at: sudo.at,
      ...(isMissing && { severity: 'error' as const }),
      message: isMissing
        ? message`The base image has no ${'sudo'}, and nothing above installs it.`
        : message`A build runs as root, or as whom ${'USER'} says; ${'sudo'} adds nothing but a way around it.`,
      ...(isPlain && { fix: { title: message`Remove ${'sudo'}`, safe: false, edits: [{ at: { ...sudo.at, end: programAt.start }, text: '' }] } }),
    };
  },
});

/** Ubuntu's images had it up to 16.04. */
function comesWithout(stage: Stage): boolean {
  const missing = baseImageOf(stage)?.missingTools;
  const { baseName = '' } = bottomOf(stage);
  return missing !== undefined && (missing === 'all' || missing.has('sudo')) && !/ubuntu:(?:1[0-6]\.|precise|trusty|xenial)/.test(baseName);
}

/** Something above installs sudo, or runs or copies what may. */
function mayBeThere({ dockerfile, stage, instruction }: CommandSubject): boolean {
  return lineageOf(stage).some((one) =>
    one.instructions.some((other) => {
      if (other.at.start > instruction.at.start) return false;
      if ((other.keyword === 'COPY' || other.keyword === 'ADD') && /\s\/(?:usr(?:\/bin)?\/?)?["\]]*$/.test(other.rest.value)) return true;
      return runCommands(other, dockerfile, one).some(
        (call) => (installerOf(call) && packagesOf(call).some(({ value, expands }) => expands || /^sudo/.test(value))) || /sh$/.test(call.program),
      );
    }),
  );
}
