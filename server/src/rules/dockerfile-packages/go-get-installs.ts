import { goMinorOf } from '../../model/docker/go-stage';
import { isCall } from '../../model/docker/run-commands';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'go-get-installs',
  summary: 'go get is used to install a program, which it no longer does.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'command',

  *check(subject) {
    const { stage, dockerfile, programAt, operands, options, run } = subject;
    const verb = operands[0];
    if (!verb || !isCall(subject, 'go', 'get')) return;
    const minor = goMinorOf(stage);
    // Until 1.17 it did; `-d` only ever downloaded; and without modules everything is different.
    if ((minor !== undefined && minor < 18) || options.some(({ value }) => value === '-d') || /GO111MODULE/.test(dockerfile.text)) return;
    const packages = operands.slice(1).filter(({ value, expands }) => !expands && /^[a-z0-9-]+(?:\.[a-z0-9-]+)+\/\S+$/.test(value) && !value.endsWith('/...'));
    if (packages.length === 0 || packages.length !== operands.length - 1) return;
    // Before a build it may fetch what the module needs.
    const isForModule = run.some((call) => isCall(call, 'go', ['build', 'mod', 'run', 'test', 'generate']));
    const edits = [
      { at: { ...verb.at, start: programAt.start }, text: 'go install' },
      ...packages.filter(({ value }) => !value.includes('@')).map(({ at }) => ({ at: { ...at, start: at.end }, text: '@latest' })),
    ];
    const fix: Fix[] = options.length === 0 ? [{ title: message`Use ${'go install'}`, safe: false, edits }] : [];
    const severe =
      minor !== undefined &&
      !isForModule &&
      !dockerfile.instructions.some(({ keyword, at }) => (keyword === 'COPY' || keyword === 'ADD') && at.start < subject.instruction.at.start);
    yield {
      at: { ...verb.at, start: programAt.start },
      ...(!severe && { severity: 'warning' as const }),
      message: message`${'go get'} changes go.mod and installs nothing since Go 1.18.`,
      fix,
    };
  },
});
