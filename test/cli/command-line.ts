import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { read, root } from '../repository';

// The command line as a user has it: a process of its own, started by the file that `bin` in package.json names.

const start = join(root, (JSON.parse(read('package.json')) as { bin: { seaworthy: string } }).bin.seaworthy);

export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

export interface Surroundings {
  /** The working folder. */
  readonly folder: string;
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A folder with files, taken away when the tests end. It is the root of a project, so nothing above it counts. */
export function makeFolder(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-cli-'));
  process.once('exit', () => {
    chmodSync(folder, 0o755);
    rmSync(folder, { recursive: true, force: true });
  });
  mkdirSync(join(folder, '.git'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Runs `seaworthy` with some words and waits for its end. English, without colours, whatever the tests run in. */
export function seaworthy(words: readonly string[], { folder, input = '', environment = {} }: Surroundings): Promise<Ended> {
  const env = { ...process.env, LANG: 'C', LC_ALL: '', LC_MESSAGES: '', SEAWORTHY_LANG: '', FORCE_COLOR: '0', NO_COLOR: '', ...environment };
  const child = spawn(process.execPath, [start, ...words], { cwd: folder, env });
  const texts = { output: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    texts.output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    texts.errors += text;
  });
  // A command that does not read its input may end before it is written.
  child.stdin.on('error', () => undefined).end(input);
  return new Promise((done) => child.on('close', (code) => done({ code, ...texts })));
}

export interface JsonReport {
  readonly version: number;
  readonly kubernetes: { readonly from: string; readonly to: string };
  readonly files: number;
  readonly documents: number;
  readonly findings: readonly JsonFinding[];
}

export interface JsonFinding {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly file: string;
  readonly range: { readonly start: Place; readonly end: Place };
  readonly fixes: readonly { readonly title: string; readonly safe: boolean; readonly edits: readonly { readonly newText: string }[] }[];
}

interface Place {
  readonly line: number;
  readonly character: number;
}

/** Runs `seaworthy check --format json` and reads what it prints. */
export async function checkJson(
  words: readonly string[],
  surroundings: Surroundings,
): Promise<Ended & { readonly report: JsonReport; readonly rules: string[] }> {
  const ended = await seaworthy(['check', '--format', 'json', ...words], surroundings);
  const report = JSON.parse(ended.output) as JsonReport;
  return { ...ended, report, rules: report.findings.map(({ rule }) => rule) };
}

/** A Pod with one error: its probe asks a port that no container has. */
export const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.2
      ports:
        - name: http
          containerPort: 8080
      livenessProbe:
        httpGet:
          path: /healthz
          port: htpt
`;

/** A Dockerfile whose safe fixes change two lines. */
export const DOCKERFILE = 'FROM alpine:3.20 as build\nrun echo hi\nCMD ["/bin/sh"]\n';
