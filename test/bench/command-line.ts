import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

export interface Run {
  /** Milliseconds from start to end, and of processor time in all threads. */
  readonly elapsed: number;
  readonly processor: number;
  readonly output: string;
}

/** Runs the command line that is shipped in a process of its own. */
export function runCommandLine(words: readonly string[]): Run {
  return runScript(`process.argv.splice(1, 0, 'seaworthy'); require(${JSON.stringify(resolve('server/bin/seaworthy.js'))});`, words);
}

/** Runs Node with a script, which may be none. At its end the process says on a stream of its own what it used. */
export function runScript(script: string, words: readonly string[] = []): Run {
  const counting =
    "process.on('exit', () => { const { user, system } = process.cpuUsage(); require('node:fs').writeSync(3, String((user + system) / 1000)); });";
  const start = performance.now();
  const { output } = spawnSync(process.execPath, ['-e', counting + script, '--', ...words], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  return { elapsed: performance.now() - start, processor: Number(output[3]), output: output[1] ?? '' };
}
