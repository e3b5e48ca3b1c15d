// V8 needs longer to compile the command line than the command line needs to check a file. So the build keeps what V8
// compiled beside the bundle, and a start takes it from there. Another version of Node refuses it and compiles as ever.
const { readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

// Node 20 (V8 11) optimises what is soon over: with twenty times the patience, a check of 10,000 files takes a fifth less of
// the processor. Later versions have a tier in between, and no such flag. It is part of what compiled code is valid for.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=1350000');

/** The file with the compiled code of a bundle. */
const besides = (bundle) => `${bundle}.compiled`;

/** Runs a CommonJS bundle. Returns its script, which knows what V8 has compiled of it until then. */
function runBundle(bundle) {
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(bundle, 'utf8')}\n})`;
  const script = new Script(source, { filename: bundle, cachedData: readCompiled(bundle) });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(bundle), module, bundle, dirname(bundle));
  return script;
}

function readCompiled(bundle) {
  try {
    return readFileSync(besides(bundle));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Forgets the compiled code of a bundle, which V8 would take for another bundle of the same length. */
function forgetCompiled(bundle) {
  rmSync(besides(bundle), { force: true });
}

module.exports = { runBundle, forgetCompiled };

// `node compiled.js BUNDLE WORD…` runs the bundle with these words, and keeps what that made V8 compile.
if (require.main === module) {
  const [bundle] = process.argv.splice(2, 1);
  const script = runBundle(bundle);
  process.on('exit', () => {
    // Under another name first: a start meanwhile must find all of it or nothing.
    writeFileSync(`${besides(bundle)}.new`, script.createCachedData());
    renameSync(`${besides(bundle)}.new`, besides(bundle));
  });
}
