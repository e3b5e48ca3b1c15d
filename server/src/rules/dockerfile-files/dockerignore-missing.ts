import type { BuildContext } from '../../model/docker/build-context';
import { cleanSource, sourcesIn } from '../../model/docker/build-context';
import { message } from '../../text/message';
import { rule } from '../rule';

/** What of a project does not belong into an image, by what tells that it is there. */
const LEFT_OUT: readonly { readonly when: RegExp | undefined; readonly lines: readonly string[] }[] = [
  { when: undefined, lines: ['.git', '.gitignore', '.github', '.dockerignore', 'Dockerfile*', '.env', '.env.*', '.vscode', '.idea'] },
  { when: /^(?:docker-)?compose.*\.ya?ml$/, lines: ['compose*.y*ml', 'docker-compose*.y*ml'] },
  { when: /^go\.mod$/, lines: ['bin', '*.test', '*.out'] },
  { when: /^package\.json$/, lines: ['node_modules', 'npm-debug.log*', 'dist', 'coverage'] },
  { when: /^(?:requirements.*\.txt|pyproject\.toml|Pipfile|setup\.py)$/, lines: ['**/__pycache__', '*.pyc', '.venv', 'venv'] },
  { when: /^(?:pom\.xml|Cargo\.toml)$/, lines: ['target'] },
  { when: /^build\.gradle/, lines: ['.gradle', 'build'] },
  { when: /\.(?:csproj|sln)$/, lines: ['**/bin', '**/obj'] },
];

export default rule({
  id: 'dockerignore-missing',
  summary: 'The whole build context is copied, and no .dockerignore leaves anything out.',
  severity: 'info',
  stage: 'secure',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'dockerfile',

  *check({ dockerfile }, project) {
    const everything = dockerfile.stages
      .flatMap(({ instructions }) => instructions)
      .flatMap((instruction) => (instruction.flags.some(({ name }) => name === 'exclude') ? [] : sourcesIn(instruction)))
      .find(({ value }) => !value.includes('$') && cleanSource(value) === '');
    const context = everything && project.contextOf(dockerfile);
    if (!everything || !context || context.ignore) return;
    const file = context.ignoreFile;
    yield {
      at: everything.at,
      message: message`All of the build context is copied here, and no ${'.dockerignore'} leaves anything out.`,
      fix: { title: message`Create .dockerignore`, safe: false, edits: [{ at: { file, start: 0, end: 0 }, text: contentFor(context) }] },
    };
  },
});

function contentFor(context: BuildContext): string {
  const names = context.namesIn('').map((name) => name.replace(/\/$/, ''));
  const lines = LEFT_OUT.filter(({ when }) => when === undefined || names.some((name) => when.test(name))).flatMap(({ lines: own }) => own);
  return `${lines.join('\n')}\n`;
}
