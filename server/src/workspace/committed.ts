import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { type Message, message } from '../text/message';
import { relativePath } from '../text/path';
import { repositoryOf } from './find-configuration';
import { fromSystemPath } from './system-path';

/** What a commit has for a file. Null where the file is not in it. */
export type Committed = ReadonlyMap<string, string | null>;

/** Longest wait for git, in milliseconds: whoever types does not wait for a repository on a slow disk. */
const PATIENCE = 20_000;

/**
 * The texts that a commit has for files, through the program `git`; a sentence where that fails. git is only asked for
 * objects of the repository: it runs no hook, filter or monitor that the repository configures, and fetches nothing.
 * Callers see to it that the user trusts the workspace all the same.
 */
export async function committedTexts(files: readonly string[], revision = 'HEAD'): Promise<Committed | Message> {
  const texts = new Map<string, string | null>();
  const byRepository = new Map<string, string[]>();
  for (const file of files) {
    const repository = repositoryOf(file);
    // Names with a line break cannot be asked for, and nobody has them.
    if (repository === undefined || file.includes('\n')) continue;
    byRepository.set(repository, [...(byRepository.get(repository) ?? []), file]);
  }
  for (const [repository, own] of byRepository) {
    const commit = await git(repository, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
    if (typeof commit !== 'object') return message`git is not installed, or did not answer in time.`;
    const id = commit.output.toString('utf8').trim();
    if (commit.code !== 0 || !/^[0-9a-f]{40,64}$/.test(id)) return message`git knows no commit ${revision}.`;
    const root = fromSystemPath(repository);
    const names = own.map((file) => `${id}:${relativePath(root, file)}`);
    const blobs = await git(repository, ['cat-file', '--batch'], `${names.join('\n')}\n`);
    if (typeof blobs !== 'object' || blobs.code !== 0) return message`git is not installed, or did not answer in time.`;
    for (const [index, text] of readBatch(blobs.output, names.length).entries()) texts.set(own[index] as string, text);
  }
  return texts;
}

/** The answers of `git cat-file --batch`: a line with type and size and then the content, or a line that ends in `missing`. */
function readBatch(output: Buffer, count: number): (string | null)[] {
  const texts: (string | null)[] = [];
  let at = 0;
  while (texts.length < count) {
    const end = output.indexOf(0x0a, at);
    if (end < 0) break;
    const size = / blob (\d+)$/.exec(output.toString('utf8', at, end))?.[1];
    at = end + 1;
    if (size === undefined) {
      texts.push(null);
      continue;
    }
    texts.push(output.toString('utf8', at, at + Number(size)).replace(/^\uFEFF/, ''));
    at += Number(size) + 1;
  }
  return texts;
}

/** Runs git. Undefined where it is not there, or takes too long. */
function git(folder: string, words: readonly string[], input = ''): Promise<{ readonly code: number; readonly output: Buffer } | undefined> {
  return new Promise((resolve) => {
    const child = spawn('git', ['-C', folder, '-c', 'core.fsmonitor=false', '-c', 'protocol.allow=never', ...words], {
      // Windows looks for programs in the current folder first, and that is not to be the repository.
      cwd: dirname(process.execPath),
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1' },
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: PATIENCE,
      windowsHide: true,
    });
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    // That git ends before it has read everything shows in its exit code.
    child.stdin.on('error', () => undefined);
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => resolve(code === null ? undefined : { code, output: Buffer.concat(parts) }));
    child.stdin.end(input);
  });
}
