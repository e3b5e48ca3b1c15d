import { ok } from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { build } from 'esbuild';
import { root } from './repository';

it('measurements print figures alone, so nothing of them starts the test runner', async () => {
  const folder = join(root, 'test/bench');
  const entryPoints = readdirSync(folder).flatMap((name) => (name.endsWith('.bench.ts') ? [join(folder, name)] : []));
  ok(entryPoints.length > 2);
  const { metafile } = await build({
    entryPoints,
    bundle: true,
    platform: 'node',
    packages: 'external',
    write: false,
    metafile: true,
    outdir: folder,
    logLevel: 'error',
  });
  for (const [file, { imports }] of Object.entries(metafile.inputs)) ok(!imports.some(({ path }) => path === 'node:test'), file);
});
