import { insertBehind } from '../../fix/docker-words';
import { mayHaveModule } from '../../model/docker/go-stage';
import { isCall } from '../../model/docker/run-commands';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'go-install-versionless',
  summary: 'go install names no version, and there is no module that would have one.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'command',

  *check(subject) {
    const { stage, instruction, dockerfile, operands, index, run } = subject;
    if (!isCall(subject, 'go', 'install') || /GO111MODULE/.test(dockerfile.text)) return;
    if (mayHaveModule(stage, instruction.at.end) || run.slice(0, index).some(({ program }) => program === 'cd' || program === 'git')) return;
    for (const { value, at, expands } of operands.slice(1)) {
      if (expands || value.includes('@') || !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+\/\S+$/.test(value)) continue;
      yield {
        at,
        message: message`Outside of a module, ${'go install'} needs a version behind ${value}.`,
        fix: { title: message`Add ${'@latest'}`, safe: false, edits: [insertBehind(at, '@latest')] },
      };
    }
  },
});
