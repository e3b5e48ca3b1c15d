import { isCall } from '../../model/docker/run-commands';
import { lineageOf } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'npm-install-unlocked',
  summary: 'npm install may take other versions than the lock file that lies beside it.',
  severity: 'hint',
  stage: 'build',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'command',

  *check(subject, project) {
    const { stage, instruction, operands, options, programAt } = subject;
    const verb = operands[0];
    if (!verb || operands.length > 1 || !isCall(subject, 'npm', ['install', 'i'])) return;
    if (options.some(({ value }) => /^(?:-g|--global|--location|--package-lock-only|--no-package-lock|--package-lock=false|-f|--force)$/.test(value))) return;
    const locked = () => project.contextOf(subject.dockerfile)?.kindOf('package-lock.json') === 'file';
    // Copied by its own name, or by a pattern that it fits; `COPY . .` may bring a lock file or not.
    const copied = lineageOf(stage).some(({ instructions }) =>
      instructions.some(
        ({ keyword, words, json, at }) =>
          keyword === 'COPY' &&
          at.start < instruction.at.start &&
          (json ?? words).slice(0, -1).some(({ value }) => /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/.test(value) || (isPattern(value) && locked())),
      ),
    );
    if (!copied) return;
    yield {
      at: { ...programAt, end: verb.at.end },
      message: message`${'npm ci'} installs exactly what the lock file says; ${`npm ${verb.value}`} may change it.`,
      fix: { title: message`Use ${'npm ci'}`, safe: false, edits: [{ at: verb.at, text: 'ci' }] },
    };
  },
});

/** `package*.json` at the root of the build context. */
function isPattern(source: string): boolean {
  return /^(?:\.?\/)?package(?:-?\*)(?:\.json)?$|^(?:\.?\/)?\*\.json$/.test(source);
}
