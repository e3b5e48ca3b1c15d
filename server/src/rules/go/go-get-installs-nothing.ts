import { isCall } from '../../model/docker/run-commands';
import { goVersionOf } from '../../model/go-build';
import { buildImage } from '../../model/image';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'go-get-installs-nothing',
  summary: 'A RUN installs a tool by go get, which has built nothing since Go 1.18.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'command',

  *check({ dockerfile, stage, instruction, command, operands, ...call }) {
    if (!isCall({ command, operands, ...call }, 'go', 'get')) return;
    const [verb, ...packages] = operands;
    const targets = packages.filter(({ value }) => /^[\w-]+(?:\.[\w-]+)+\//.test(value));
    if (!verb || targets.length === 0 || targets.length !== packages.length) return;
    const image = buildImage(dockerfile, stage, instruction);
    const version = goVersionOf(image);
    // With a module around it, `go get` adds a requirement, which may be what is wanted.
    if (!version || version.minor < 18 || image.copies.length > 0 || image.variables.get('GO111MODULE') === 'off') return;
    if (
      image.runs.some(({ instruction: run }) => /go\s+mod\s+init|git\s+clone/.test(run.rest.value)) ||
      /go\s+mod\s+init|git\s+clone/.test(instruction.rest.value)
    )
      return;
    const pin = targets.filter(({ value, expands }) => !value.includes('@') && !expands).map(({ at }) => ({ at: { ...at, start: at.end }, text: '@latest' }));
    yield {
      at: { file: command.at.file, start: call.programAt.start, end: verb.at.end },
      message: message`Outside a module ${'go get'} fails, and since Go 1.18 it builds nothing: ${'go install'} does.`,
      ...(call.options.length === 0 && { fix: { title: message`Use ${'go install'}`, safe: false, edits: [{ at: verb.at, text: 'install' }, ...pin] } }),
    };
  },
});
