import { isCall } from '../../model/docker/run-commands';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'go-cache-unmounted',
  summary: 'go build runs without its cache, so each build compiles everything.',
  severity: 'hint',
  stage: 'build',
  profile: 'optional',
  fixable: 'always',
  since: '0.1.0',
  scope: 'command',

  *check(subject) {
    const { instruction, programAt, operands, run } = subject;
    const verb = operands[0];
    if (!verb || !isCall(subject, 'go', ['build', 'install']) || instruction.flags.some(({ name }) => name === 'mount')) return;
    if (run.find((call) => isCall(call, 'go', ['build', 'install'])) !== run[subject.index]) return;
    const mounts = ['/go/pkg/mod', '/root/.cache/go-build'].map((folder) => `--mount=type=cache,target=${folder} `).join('');
    const { start } = instruction.flags[0]?.at ?? instruction.rest.at;
    yield {
      at: { ...programAt, end: verb.at.end },
      message: message`Without a cache mount, ${`go ${verb.value}`} compiles the standard library and every module anew.`,
      fix: { title: message`Mount the caches of Go`, safe: false, edits: [{ at: { ...programAt, start, end: start }, text: mounts }] },
    };
  },
});
