import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { corpus } from '../corpus';
import { type Run, runCommandLine, runScript } from './command-line';
import { percentile, say } from './figures';
import { manifests } from './manifests';
import { ServerProcess } from './server-process';

// What a whole process costs, from its start to its end.

const RUNS = 11;

const folder = mkdtempSync(join(tmpdir(), 'seaworthy-bench-'));

function measureFolder(name: string, path: string, runs: number): void {
  const all = Array.from({ length: runs }, () => runCommandLine(['check', path, '--format', 'json']));
  const { files, documents, findings } = JSON.parse(all[0]?.output ?? '{}') as { files: number; documents: number; findings: readonly unknown[] };
  const on = `${files} files, ${documents} documents, ${findings.length} findings`;
  say({ name: `Command line on ${name}`, value: median(all, 'elapsed'), unit: 'ms', on });
  say({ name: `Command line on ${name}: processor`, value: median(all, 'processor'), unit: 'ms of CPU' });
}

function measureCold(): void {
  const deployment = manifests(1)[0] as string;
  const file = join(folder, 'deployment.yaml');
  writeFileSync(file, deployment.replace('httpGet', 'httpGett'));
  // In turns with bare Node, so that what else the machine does falls upon both.
  const runs = Array.from({ length: RUNS }, () => ({ bare: runScript(''), whole: runCommandLine(['check', file]) }));
  if (!runs[0]?.whole.output.includes('httpGett')) throw new Error('nothing was found in the Deployment');
  const bare = Math.min(...runs.map((run) => run.bare.elapsed));
  const value = Math.min(...runs.map((run) => run.whole.elapsed)) - bare;
  say({ name: 'First finding for a Deployment, beyond the start of Node', value, unit: 'ms', below: 120, on: `Node starts in ${bare.toFixed(0)} ms` });
}

async function measureStart(): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    const server = new ServerProcess(resolve('examples/broken'), resolve('dist/server.js'));
    await server.initialize();
    await server.open('deploy/deployment.yaml');
    if ((await server.findings('deploy/deployment.yaml')) === 0) throw new Error('the server found nothing');
    times.push(performance.now() - start);
    server.stop();
  }
  say({ name: 'Start of the server to first findings', value: percentile(times, 0.5), unit: 'ms', below: 300 });
}

function median(runs: readonly Run[], of: 'elapsed' | 'processor'): number {
  return percentile(
    runs.map((run) => run[of]),
    0.5,
  );
}

async function measureAll(): Promise<void> {
  try {
    measureCold();
    await measureStart();
    measureFolder('examples/', resolve('examples'), 5);
    if (corpus !== undefined) measureFolder('the given folder', resolve(corpus), 3);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void measureAll();
