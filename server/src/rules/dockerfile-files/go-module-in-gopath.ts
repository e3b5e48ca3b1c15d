import { insertLinesAbove } from '../../fix/docker-lines';
import { cleanSource, sourcesIn } from '../../model/docker/build-context';
import { isCall, runCommands } from '../../model/docker/run-commands';
import { baseImageOf, declarationOf, workdirBefore } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { resolvePath } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'go-module-in-gopath',
  summary: 'go.mod is copied into the very folder that GOPATH names, where Go ignores it.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'stage',

  *check({ dockerfile, stage }) {
    if (baseImageOf(stage)?.family !== 'golang') return;
    for (const instruction of stage.instructions) {
      const before = instruction.at.start;
      const workdir = workdirBefore(dockerfile, stage, before).path;
      const target = (instruction.json ?? instruction.words).at(-1);
      const source = sourcesIn(instruction).find(({ value }) => cleanSource(value) === '' || /(?:^|\/)go\.mod$/.test(value));
      if (!source || !target || workdir !== '/go' || target.value.includes('$') || declarationOf(stage, 'GOPATH', Number.POSITIVE_INFINITY)) continue;
      if (resolvePath(workdir, target.value) !== '/go' && resolvePath(workdir, target.value) !== '/go/go.mod') continue;
      const build = stage.instructions
        .filter(({ at }) => at.start > before)
        .flatMap((other) =>
          runCommands(other, dockerfile, stage).map((call, index, run) => ({
            other,
            call,
            isMoved: run.slice(0, index).some(({ program }) => program === 'cd'),
          })),
        )
        .find(
          ({ other, call, isMoved }) =>
            !isMoved &&
            isCall(call, 'go', ['build', 'mod', 'run', 'test', 'vet', 'generate']) &&
            !call.options.some(({ value }) => value === '-C') &&
            workdirBefore(dockerfile, stage, other.at.start).path === '/go',
        );
      if (!build) continue;
      const line = 'WORKDIR /src';
      yield {
        at: target.at,
        message: message`${'go.mod'} comes to lie in ${'/go'}, which is GOPATH, and Go refuses a module there.`,
        related: [{ at: build.call.programAt, message: message`This command fails.` }],
        fix: { title: message`Work in /src`, safe: false, edits: [insertLinesAbove(dockerfile, instruction, [line])] },
      };
      return;
    }
  },
});
