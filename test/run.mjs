// Builds the tests and runs them: all of them, or those whose path holds one of the words on the command line.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
process.argv.push('--tests');
await import('../server/bundle.mjs');

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const files = readdirSync('out/test', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.test.cjs'))
  .map((entry) => join(root, entry.parentPath ?? entry.path, entry.name))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort();
// The command line is tested as it is shipped.
if (files.some((file) => file.includes(join('test', 'cli')))) execFileSync(process.execPath, ['server/bundle.mjs'], { stdio: 'inherit' });
if (files.length === 0) throw new Error(`no test file is called like ${words.join(' or ')}`);

run({ files, concurrency: true })
  .on('test:fail', ({ todo }) => {
    if (!todo) process.exitCode = 1;
  })
  .compose(new spec())
  .pipe(process.stdout);
