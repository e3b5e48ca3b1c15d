// Builds and writes the extension as a .vsix; says how large it is. Further words on the command line: where to write it.
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import './bundle.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = process.argv[2] === undefined ? join(root, 'seaworthy.vsix') : resolve(process.argv[2]);
await createVSIX({ cwd: root, packagePath: file, dependencies: false });
console.log(`${file}: ${Math.round(statSync(file).size / 1024)} KiB`);
