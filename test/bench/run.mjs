// Measures the product and prints the figures with their budgets. A folder of real files as the only word on the command
// line, or in the variable CORPUS, is measured in place of generated ones; `--only WORD` runs the measurements with that word in their name.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values, positionals } = parseArgs({ options: { only: { type: 'string', default: '' } }, allowPositionals: true });
const folder = positionals[0] ?? process.env.CORPUS;
const corpus = folder === undefined ? undefined : resolve(folder);
process.chdir(root);
process.argv.push('--bench');
await import('../../server/bundle.mjs');

const built = join(root, 'out/bench');
const benches = readdirSync(built).filter((name) => name.endsWith('.bench.cjs') && name.includes(values.only));
const figures = [];
for (const bench of benches.sort()) figures.push(...(await measure(join(built, bench))));

const over = figures.filter((figure) => verdict(figure) === 'over');
process.stdout.write(`${table(figures)}\n${corpus === undefined ? 'Measured on generated files; a folder on the command line is measured instead.\n' : ''}`);
process.stdout.write(over.length === 0 ? 'All budgets are kept.\n' : `Over budget: ${over.map(({ name }) => name).join('; ')}.\n`);

/** Runs one file of measurements in a process of its own. What fails makes the exit code, not what is slow. */
async function measure(file) {
  const env = { ...process.env, ...(corpus !== undefined && { CORPUS: corpus }) };
  const child = spawn(process.execPath, ['--expose-gc', '--max-old-space-size=4096', file], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) process.exitCode = 1;
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

function verdict({ value, below, atLeast }) {
  if (below !== undefined) return value < below ? 'ok' : 'over';
  return atLeast === undefined ? '' : value >= atLeast ? 'ok' : 'over';
}

function table(all) {
  const budget = ({ below, atLeast }) => (below !== undefined ? `< ${below}` : atLeast !== undefined ? `>= ${atLeast}` : '');
  const round = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
  const rows = all.map((figure) => [figure.name, round(figure.value), figure.unit, budget(figure), verdict(figure), figure.on ?? '']);
  const heads = ['figure', 'value', 'unit', 'budget', '', 'measured on'];
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column].length)));
  return [heads, ...rows]
    .map((row) =>
      row
        .map((cell, column) => (column === 1 ? cell.padStart(widths[1]) : cell.padEnd(widths[column])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
