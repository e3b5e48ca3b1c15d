import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Workspace } from '../../server/src/workspace/workspace';
import { runCommandLine } from './command-line';
import { hold, percentile, processorTime, say, usedHeap } from './figures';
import { ServerProcess } from './server-process';
import { writeWorkspace } from './workspace-files';

// What a workspace of 10,000 documents costs: to read, to keep, to type in, to rename in and to check at once.

const KEYSTROKES = 120;
const CHECKS = 3;
/** Milliseconds after which no more are typed: where each takes seconds, few say enough. */
const PATIENCE = 20_000;
/** The first ones are not counted: they also warm up the machine code. */
const WARM_UP = 6;

const folder = mkdtempSync(join(tmpdir(), 'seaworthy-bench-'));
const { files, documents, given } = writeWorkspace(folder);
const on = `${documents} ${given ? 'given' : 'generated'} documents in ${files} files`;

async function measureIndex(): Promise<void> {
  const heap = usedHeap();
  const start = processorTime();
  const workspace = new Workspace();
  await workspace.addFolders([folder]);
  say({ name: '10,000 documents: index', value: (processorTime() - start) / 1000, unit: 's of CPU', below: 3, on });
  hold(workspace);
  say({ name: '10,000 documents: kept in memory', value: (usedHeap() - heap) / 1e6, unit: 'MB', below: 200 });
  say({ name: '10,000 documents: memory of the process', value: process.memoryUsage().rss / 1e6, unit: 'MB' });
}

/** The least of some runs is what the program takes: who shares the machine's caches can only add to it. */
function measureCheck(): void {
  const runs = Array.from({ length: CHECKS }, () => runCommandLine(['check', folder, '--format', 'json']));
  const [least, ...others] = runs.map(({ processor }) => processor / 1000).toSorted((a, b) => a - b);
  const elapsed = Math.min(...runs.map((run) => run.elapsed)) / 1000;
  say({
    name: '10,000 documents: checked by the command line',
    value: least as number,
    unit: 's of CPU',
    below: 5,
    on: `${elapsed.toFixed(1)} s elapsed; other runs took ${others.map((one) => one.toFixed(1)).join(' and ')}`,
  });
}

async function measureTyping(): Promise<void> {
  const server = new ServerProcess(folder, resolve('dist/server.js'));
  await server.initialize();
  await server.settle();
  for (const [path, name, budget, typed] of [
    ['long.yaml', 'Keystroke to findings, 1,000 lines', 16, () => 'alpha'],
    ['long.yaml', 'The same, in a key that has no colon yet', 16, (line: string) => `\n${/^ */.exec(line)}typed`],
    ['large.yaml', 'Keystroke to findings, 2 MB', 30, () => 'alpha'],
  ] as const) {
    if (!server.isOpen(path)) {
      await server.open(path);
      await server.findings(path);
    }
    const times = await typing(server, path, typed);
    say({ name: `${name}: p50`, value: percentile(times, 0.5), unit: 'ms' });
    say({ name: `${name}: p95`, value: percentile(times, 0.95), unit: 'ms', below: budget });
  }
  const offset = server.textOf('long.yaml').indexOf('kind: ConfigMap');
  const name = server.textOf('long.yaml').indexOf('  name: ', offset) + 9;
  const start = performance.now();
  const edits = await server.rename('long.yaml', name, 'renamed');
  say({ name: 'Rename of a ConfigMap', value: performance.now() - start, unit: 'ms', on: `${edits} places` });
  server.stop();
}

/** Types a text behind the line of an image, letter by letter, and takes it away again, in many places of the file. Blanks come with their letter. */
async function typing(server: ServerProcess, path: string, textFor: (line: string) => string): Promise<number[]> {
  const times: number[] = [];
  const places = [...server.textOf(path).matchAll(/^ +image: .*$/gm)];
  const start = performance.now();
  for (let place = 0; times.length < KEYSTROKES && (place < 2 || performance.now() - start < PATIENCE); place++) {
    const { index, 0: line } = places[(place * 7) % places.length] as RegExpExecArray;
    const at = index + line.length;
    const letters = textFor(line).match(/\s*\S/g) ?? [];
    let end = at;
    for (const letter of letters) {
      times.push(await server.type(path, end, end, letter));
      end += letter.length;
    }
    times.push(await server.type(path, at, end, ''));
  }
  return times.slice(WARM_UP);
}

async function measureAll(): Promise<void> {
  try {
    await measureIndex();
    hold(undefined);
    measureCheck();
    await measureTyping();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void measureAll();
