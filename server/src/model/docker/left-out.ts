import type { BuildContext } from './build-context';

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

/** The text of a `.dockerignore` for a build context that has none. */
export function ignoreText(context: BuildContext): string {
  const names = context.namesIn('').map((name) => name.replace(/\/$/, ''));
  const lines = LEFT_OUT.filter(({ when }) => when === undefined || names.some((name) => when.test(name))).flatMap(({ lines: own }) => own);
  return `${lines.join('\n')}\n`;
}
