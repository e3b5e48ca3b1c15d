#!/usr/bin/env node
// Starts the command line. In a fresh checkout, where nothing is built yet, it builds first.
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { runBundle } = require('./compiled.js');

const bundle = join(__dirname, '../../dist/cli.js');
if (!existsSync(bundle)) {
  const { spawnSync } = require('node:child_process');
  const { status, stderr } = spawnSync(process.execPath, [join(__dirname, '../bundle.mjs')], { encoding: 'utf8' });
  if (status !== 0 || !existsSync(bundle)) {
    process.stderr.write(`seaworthy: it is not built yet, and building it failed; \`npm ci\` installs what that needs.\n${stderr}`);
    process.exit(2);
  }
}
runBundle(bundle);
