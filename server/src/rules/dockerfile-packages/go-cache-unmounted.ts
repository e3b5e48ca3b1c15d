import type { Dockerfile, Instruction, Stage } from '../../docker/dockerfile';
import { isCall, type RunCommand, runCommands } from '../../model/docker/run-commands';
import { baseReferenceOf, lineageOf, officialName, variablesBefore } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Verbs that compile, and those that only fetch modules. */
const COMPILING = ['build', 'install', 'run', 'test', 'vet', 'generate'];

export default rule({
  id: 'go-cache-unmounted',
  summary: 'Go runs without its caches, so each build downloads and compiles everything.',
  severity: 'hint',
  stage: 'build',
  profile: 'optional',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'stage',

  *check({ dockerfile, stage }) {
    const runs = stage.instructions.flatMap((instruction) => {
      const calls = runCommands(instruction, dockerfile, stage);
      const compile = calls.find((call) => isCall(call, 'go', COMPILING));
      const call = compile ?? calls.find(isDownload);
      return call && !instruction.flags.some(({ name }) => name === 'mount') ? [{ instruction, call, compiles: compile !== undefined }] : [];
    });
    const [first] = runs;
    if (!first) return;
    const { programAt, operands } = first.call;
    const edits = isUsedLater(dockerfile) ? [] : runs.flatMap(({ instruction, compiles }) => mounts(dockerfile, stage, instruction, compiles));
    const words = first.compiles ? `go ${operands[0]?.value}` : 'go mod download';
    yield {
      at: { ...programAt, end: operands[first.compiles ? 0 : 1]?.at.end ?? programAt.end },
      message: first.compiles
        ? message`Without a cache mount, ${words} compiles the standard library and every module anew.`
        : message`Without a cache mount, ${words} downloads every module anew when one changes.`,
      // One RUN with the mount and another without would download twice.
      fix: edits.length === runs.length ? { title: message`Mount the caches of Go`, safe: false, edits } : [],
    };
  },
});

function isDownload(call: RunCommand): boolean {
  return isCall(call, 'go', 'mod') && call.operands[1]?.value === 'download';
}

/** What lies in a mount is in no layer: neither a COPY nor a command without the mount finds it. */
function isUsedLater({ text }: Dockerfile): boolean {
  return /pkg\/mod|go-build|go mod vendor|go list\b.*-m\b/.test(text);
}

/** The edit that mounts the caches for a RUN; none where it is not known where they lie. */
function mounts(dockerfile: Dockerfile, stage: Stage, instruction: Instruction, compiles: boolean) {
  const { start } = instruction.flags[0]?.at ?? instruction.rest.at;
  const isRoot = !lineageOf(stage).some(({ instructions }) => instructions.some(({ keyword, at }) => keyword === 'USER' && at.start < start));
  const reference = baseReferenceOf(stage);
  const isGolang = reference !== undefined && reference !== 'scratch' && officialName(reference) === 'golang';
  if (!isGolang || !isRoot) return [];
  const values = variablesBefore(dockerfile, stage, start);
  const folder = (name: string, otherwise: string | undefined) => (values.has(name) ? values.get(name) : otherwise);
  const path = folder('GOPATH', '/go');
  const folders = [folder('GOMODCACHE', path && `${path}/pkg/mod`), ...(compiles ? [folder('GOCACHE', '/root/.cache/go-build')] : [])];
  if (!folders.every((one) => one?.startsWith('/'))) return [];
  return [{ at: { file: dockerfile.file, start, end: start }, text: folders.map((one) => `--mount=type=cache,target=${one} `).join('') }];
}
