import { type BuildContext, cleanSource, isPlain, sourcesIn } from '../../model/docker/build-context';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { folderOf } from '../../text/path';
import type { Located } from '../../text/span';
import { type Finding, type Fix, rule } from '../rule';

/** What is usually written by hand and stands in the repository, by name or ending. */
const SOURCES =
  /(?:^|\/)(?:go\.(?:mod|sum|work)|package(?:-lock)?\.json|yarn\.lock|pnpm-lock\.yaml|requirements[\w.-]*\.txt|pyproject\.toml|poetry\.lock|Pipfile(?:\.lock)?|Gemfile(?:\.lock)?|Cargo\.(?:toml|lock)|pom\.xml|build\.gradle(?:\.kts)?|composer\.(?:json|lock)|mvnw|gradlew|Makefile)$|\.(?:go|py|js|ts|tsx|jsx|rb|rs|java|kt|c|h|cpp|php|sh|html?|css|tmpl|sql|proto|conf|ini|toml|csproj|sln)$/;
/** Folders that a build before this build fills. */
const PRODUCED = /^(?:dist|build|target|out|bin|publish|release|_output|output|artifacts|obj|generated|gen|rootfs|\.next|coverage|node_modules|vendor)(?:\/|$)/;

export default rule({
  id: 'copy-source-missing',
  summary: 'COPY or ADD takes a file that does not exist in the build context.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'instruction',

  *check({ dockerfile, instruction }, project) {
    const sources = sourcesIn(instruction).filter(({ value }) => isPlain(value));
    const context = sources.length > 0 ? project.contextOf(dockerfile) : undefined;
    if (!context) return;
    for (const source of sources) if (context.kindOf(source.value) === 'absent') yield* report(source, context);
  },
});

function* report({ value, at }: Located<string>, context: BuildContext): Iterable<Finding> {
  const path = cleanSource(value);
  const folder = folderOf(path);
  const written = path.slice(folder === '' ? 0 : folder.length + 1);
  const names = context.namesIn(folder).map((name) => name.replace(/\/$/, ''));
  const near = suggest(written, names);
  // `Config` and `config` are two names in the context, and one on many a developer's machine.
  const sameButCase = names.find((name) => name.toLowerCase() === written.toLowerCase());
  const isSource = context.holdsSources && SOURCES.test(path) && !PRODUCED.test(path);
  if (!isSource && sameButCase === undefined && !(near.length > 0 && written.length > 4 && /\.\w+$/.test(written))) return;
  const prefix = value.slice(0, value.replace(/\/$/, '').length - written.length);
  const fix = (sameButCase === undefined ? near : [sameButCase]).map(
    (name): Fix => ({ title: message`Take ${prefix + name}`, safe: false, edits: [{ at, text: prefix + name }] }),
  );
  yield {
    at,
    // What nothing resembles may be made by something that runs before the build.
    ...(fix.length === 0 && context.reason !== 'stated' && !/go\.(?:mod|sum)$/.test(path) && { severity: 'warning' as const }),
    message:
      sameButCase === undefined
        ? message`There is no ${path} in the build context.`
        : message`In the build context the name is ${sameButCase}, and capital letters count.`,
    fix,
  };
}
