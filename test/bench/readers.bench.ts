import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { readDockerfile } from '../../server/src/docker/read';
import { readGoSource } from '../../server/src/go/read';
import { loadGoGrammar } from '../../server/src/workspace/go-grammar';
import { load } from '../../server/src/workspace/load';
import { readYaml } from '../../server/src/yaml/read';
import { Value } from '../../server/src/yaml/value';
import { corpusFiles } from '../corpus';
import { Random } from '../random';
import { hold, makeOfAll, percentile, processorTime, say, timesOf } from './figures';
import { dockerfile, goFile, writeModule } from './go-code';
import { manifests } from './manifests';

// How fast each kind of file is read, on real files where a folder of them is given.

const ROUNDS = 7;
const MODULE_FILES = 2000;

function measureYaml(): void {
  const found = [...corpusFiles(/\.ya?ml$/)].map(({ text }) => text).filter((text) => !text.includes('{{'));
  const texts =
    found.length > 0
      ? found
      : manifests(3000)
          .map((_, index, all) => all.slice(index * 3, index * 3 + 3).join('---\n'))
          .slice(0, 1000);
  const megabytes = texts.reduce((sum, { length }) => sum + length, 0) / 1e6;
  const ours = () => makeOfAll(texts, (text) => readYaml('a.yaml', text));
  const theirs = () => makeOfAll(texts, (text) => parseAllDocuments(text));
  const values = () => makeOfAll(texts, (text) => readYaml('a.yaml', text).documents.map((document) => Value.root(document)?.toJson()));
  for (const warm of [ours, theirs, values]) warm();
  // In turns, so that what else the machine does falls upon all of them.
  const times = timesOf(ROUNDS * 3, (index) => [ours, theirs, values][index % 3]?.());
  const best = (which: number) => Math.min(...times.filter((_, index) => index % 3 === which));
  const on = `${texts.length} ${found.length > 0 ? 'given' : 'generated'} files, ${megabytes.toFixed(1)} MB`;
  say({ name: 'YAML: how often as fast as `yaml`', value: best(1) / best(0), unit: 'times', atLeast: 15, on });
  say({ name: 'YAML: the same, with every value asked for', value: best(1) / best(2), unit: 'times', on });
  say({ name: 'YAML: read', value: best(0) / megabytes, unit: 'ms/MB', on });
}

function measureDockerfiles(): void {
  const found = [...corpusFiles(/(?:^|\/)(?:[\w-]+\.)?Dockerfile(?:\.[\w-]+)?$/)].map(({ text }) => text);
  const texts = found.length > 0 ? found : Array.from({ length: 200 }, (_, index) => dockerfile(new Random(index + 1), index));
  const times = timesOf(ROUNDS + 3, () => makeOfAll(texts, (text) => readDockerfile('Dockerfile', text))).slice(3);
  say({
    name: 'Dockerfile: read',
    value: (Math.min(...times) / texts.length) * 1000,
    unit: 'µs/file',
    on: `${texts.length} ${found.length > 0 ? 'given' : 'generated'} files`,
  });
}

async function measureGo(): Promise<void> {
  const found = [...corpusFiles(/\.go$/)].map(({ text }) => text);
  const texts = found.length > 0 ? found : Array.from({ length: 300 }, (_, index) => goFile(new Random(index + 1), `part${index}`, 'example.com/kit'));
  const grammar = await loadGoGrammar();
  const times = texts.map((text) => {
    const start = performance.now();
    hold(readGoSource('main.go', text, grammar));
    return performance.now() - start;
  });
  const on = `${texts.length} ${found.length > 0 ? 'given' : 'generated'} files`;
  say({ name: 'Go: read, on average', value: times.reduce((sum, time) => sum + time, 0) / times.length, unit: 'ms/file', below: 15, on });
  say({ name: 'Go: read, 95th percentile', value: percentile(times, 0.95), unit: 'ms/file', on });
}

async function measureModule(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-bench-'));
  try {
    writeModule(folder, MODULE_FILES, new Random(1));
    const start = processorTime();
    const { analysis } = await load({ paths: [folder], workingFolder: folder, configuration: undefined, overrides: {}, standIn: undefined });
    hold(analysis.allReports());
    const read = analysis.files.filter((file) => file.endsWith('.go')).length;
    // What is skipped must cost next to nothing, so the budget counts what is somebody's own: half of the files.
    const value = (processorTime() - start) / (MODULE_FILES / 2);
    say({ name: 'Go: a module of 2,000 files, half vendored or generated', value, unit: 'ms/own file', below: 15, on: `${read} files not vendored` });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

measureYaml();
measureDockerfiles();
measureGo().then(measureModule);
