import { removeWords } from '../../fix/docker-words';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'vendor-left-out',
  summary: 'A build takes its modules from the folder vendor, which does not get into the image.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'build',

  *check(build, project) {
    const { flags, image, command } = build;
    const context = flags.get('-mod') === 'vendor' ? project.contextOf(image.dockerfile) : undefined;
    // Only where the module lies at the root of the context is it certain which folder is meant.
    if (context?.kindOf('go.mod') !== 'file') return;
    // It may be made before the build, or come from another stage.
    const isMade = [...image.commands, ...image.runs.flatMap(({ commands }) => commands)].some(({ words }) =>
      words.some(({ value }) => /vendor|make|\.sh$/.test(value)),
    );
    if (isMade || image.copies.some(({ from, sources }) => from !== undefined && sources.some(({ value }) => value.includes('vendor')))) return;
    const excluder = context.excluderOf('vendor/modules.txt');
    if (!excluder && context.kindOf('vendor/modules.txt') !== 'absent') return;
    const flag = command.words.find(({ value }) => /^--?mod=vendor$/.test(value));
    yield {
      at: flag?.at ?? build.at,
      message: excluder
        ? message`The build wants ${'vendor'}, which ${'.dockerignore'} keeps out of it.`
        : message`The build wants ${'vendor'}, and there is no such folder beside go.mod.`,
      ...(excluder && { related: [{ at: excluder.at, message: message`This pattern leaves it out.` }] }),
      ...(flag && { fix: { title: message`Let Go fetch the modules`, safe: false, edits: [removeWords(image.dockerfile, flag.at)] } }),
    };
  },
});
