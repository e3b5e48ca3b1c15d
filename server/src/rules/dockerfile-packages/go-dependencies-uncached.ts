import type { Instruction, Stage } from '../../docker/dockerfile';
import { insertLinesAbove, removeInstruction } from '../../fix/docker-lines';
import { isCall, runCommands } from '../../model/docker/run-commands';
import { message } from '../../text/message';
import { folderOf } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'go-dependencies-uncached',
  summary: 'All sources are copied before the modules are downloaded, so each change downloads them again.',
  severity: 'hint',
  stage: 'build',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'stage',

  *check({ dockerfile, stage }, project) {
    const copy = copyOfEverything(stage);
    const module = project.moduleOf(dockerfile);
    // Without dependencies there is nothing to download, and a vendor folder brings them along.
    if (!copy || (module && module.requires.length === 0) || /-mod[= ]vendor|go mod vendor|\bvendor\b/.test(dockerfile.text)) return;
    // The go.mod of another folder would be copied from elsewhere.
    if (module && folderOf(module.file) !== folderOf(dockerfile.file)) return;
    const runs = stage.instructions.flatMap((instruction) => runCommands(instruction, dockerfile, stage).map((call) => ({ instruction, call })));
    const isDownload = ({ call }: (typeof runs)[number]) => isCall(call, 'go', 'mod') && call.operands[1]?.value === 'download';
    if (runs.some((one) => isDownload(one) && one.instruction.at.start < copy.at.start)) return;
    const download = runs.find((one) => isDownload(one) && one.instruction.at.start > copy.at.start);
    const build = runs.find(({ call, instruction }) => isCall(call, 'go', ['build', 'install']) && instruction.at.start > copy.at.start);
    const first = download ?? (module ? build : undefined);
    // A mount keeps the modules whatever is copied.
    if (!first || [first, build].some((one) => one?.instruction.flags.some(({ name, value }) => name === 'mount' && value?.value.includes('cache')))) return;
    const isAlone = download && runCommands(download.instruction, dockerfile, stage).length === 1 && download.instruction.flags.length === 0;
    const files = project.contextOf(dockerfile)?.kindOf('go.sum') === 'absent' ? 'go.mod' : 'go.mod go.sum';
    const target = copy.words.at(-1)?.source.replace(/\/?$/, '/') ?? './';
    yield {
      at: copy.rest.at,
      message: message`Any changed file makes Docker download all modules again; go.mod and go.sum alone, copied first, would not.`,
      related: [{ at: first.call.programAt, message: message`Here they are downloaded.` }],
      fix: {
        title: message`Download the modules first`,
        safe: false,
        edits: [
          insertLinesAbove(dockerfile, copy, [
            `COPY ${files} ${target}`,
            /^\.?\/$/.test(target) ? 'RUN go mod download' : `RUN cd ${target} && go mod download`,
          ]),
          ...(isAlone ? [removeInstruction(dockerfile, download.instruction)] : []),
        ],
      },
    };
  },
});

/** The first `COPY . …` of the build context. */
function copyOfEverything({ instructions }: Stage): Instruction | undefined {
  return instructions.find(
    ({ keyword, words, flags, json }) =>
      keyword === 'COPY' && !json && words.length === 2 && /^\.?\/?$/.test(words[0]?.value ?? 'x') && !flags.some(({ name }) => name === 'from'),
  );
}
