// Makes the data files of this folder from pinned npm packages. `--lock` adds packages that are new to sources.lock.json,
// `--check` writes nothing and fails where a file would change.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('.', import.meta.url));
const program = `${folder}.cache/generate.mjs`;
await build({ entryPoints: [`${folder}generate/main.ts`], outfile: program, bundle: true, platform: 'node', format: 'esm', target: 'node20' });
process.argv.splice(2, 0, folder);
await import(program);
