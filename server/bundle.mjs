// Builds what is shipped into dist/ and, with --tests, the tests into out/. Needs nothing but the packages of package.json.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundledPackages, licenceTexts } from './third-party.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const { forgetCompiled } = require('./bin/compiled.js');
const at = (...parts) => join(root, ...parts);
const isDevelopment = process.argv.includes('--development');
const common = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning', metafile: true, absWorkingDir: root };

async function buildProduct() {
  mkdirSync(at('dist'), { recursive: true });
  forgetCompiled(at('dist/cli.js'));
  // The CommonJS build: the other one asks for `import.meta`, which a CommonJS bundle does not have.
  const alias = { 'web-tree-sitter': require.resolve('web-tree-sitter') };
  const options = { ...common, alias, minify: !isDevelopment, sourcemap: isDevelopment ? 'inline' : false, plugins: [madeByTheBuild] };
  const results = await Promise.all([
    build({ ...options, entryPoints: { cli: at('server/src/cli/main.ts'), server: at('server/src/lsp/main.ts') }, outdir: at('dist') }),
    build({ ...options, entryPoints: { extension: at('client/src/extension.ts') }, outdir: at('dist'), external: ['vscode'] }),
    build({ ...options, platform: 'browser', format: 'iife', target: 'es2022', entryPoints: { map: at('client/webview/map.ts') }, outdir: at('dist') }),
  ]);
  await Promise.all([writeValidators(at('dist/validators')), writePages(at('dist')), writeSchemas(at('dist'))]);
  for (const name of ['kubernetes.json', 'third-party.json', 'descriptions.json.br']) copyFileSync(at('schemas', name), at('dist', name));
  copyFileSync(at('client/webview/map.css'), at('dist/map.css'));
  copyGrammars(at('dist'));
  const packages = bundledPackages(results.map(({ metafile }) => metafile));
  writeFileSync(at('dist/licences.txt'), licenceTexts(root, packages));
  if (!isDevelopment) keepCompiled();
}

/** Lets the command line check the examples, so that what a check needs is compiled when it is started. */
function keepCompiled() {
  const words = [at('server/bin/compiled.js'), at('dist/cli.js'), 'check', '--fail-on', 'never', at('examples/broken')];
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the command line that was built does not check the examples: ${stderr}`);
}

async function buildTests() {
  rmSync(at('out/test'), { recursive: true, force: true });
  const entryPoints = filesBelow(at('test')).filter((file) => file.endsWith('.test.ts'));
  await build({
    ...common,
    entryPoints,
    outbase: at('test'),
    outdir: at('out/test'),
    packages: 'external',
    outExtension: { '.js': '.cjs' },
    sourcemap: 'inline',
  });
}

/** Measurements use what is shipped: validators that were made by the build, and facts beside them. */
async function buildBenches() {
  const folder = at('out/bench');
  rmSync(folder, { recursive: true, force: true });
  const entryPoints = filesBelow(at('test/bench')).filter((file) => file.endsWith('.bench.ts'));
  await build({ ...common, entryPoints, outdir: folder, packages: 'external', outExtension: { '.js': '.cjs' }, plugins: [madeByTheBuild] });
  cpSync(at('dist/validators'), join(folder, 'validators'), { recursive: true });
  copyFileSync(at('schemas/kubernetes.json'), join(folder, 'kubernetes.json'));
}

/**
 * In what is shipped, validators come out of files made here, and ajv does not run for Kubernetes' own kinds. Facts stay
 * files of their own, which are read when they are first needed.
 */
const madeByTheBuild = {
  name: 'made-by-the-build',
  setup({ onResolve }) {
    onResolve({ filter: /\/core-validator$/ }, () => ({ path: at('server/src/schema/core-validator.precompiled.ts') }));
    onResolve({ filter: /^\.\/validators\/index\.js$/ }, ({ path }) => ({ path, external: true }));
    onResolve({ filter: /\/schemas\/(?:kubernetes|third-party)\.json$/ }, ({ path }) => ({ path: `./${basename(path)}`, external: true }));
  },
};

async function writeValidators(folder) {
  const { sources } = await load('server/src/schema/precompile.ts');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await Promise.all(
    [...sources()].map(async ([name, contents]) => {
      const isIndex = name === 'index.js';
      const { outputFiles } = await build({
        ...common,
        stdin: { contents, resolveDir: root, loader: 'js' },
        external: isIndex ? ['./*'] : [],
        minify: true,
        write: false,
      });
      writeFileSync(join(folder, name), outputFiles[0].contents);
    }),
  );
}

async function writePages(folder) {
  const { parsePage } = await load('server/src/workspace/page.ts');
  const pages = {};
  const translations = { ...JSON.parse(readFileSync(at('l10n/bundle.l10n.zh-cn.json'), 'utf8')) };
  for (const file of filesBelow(at('server/src/rules')).filter((name) => name.endsWith('.md'))) {
    const text = readFileSync(file, 'utf8');
    const page = parsePage(text);
    pages[page.id] = { area: basename(dirname(file)), text };
    for (const [template, translated] of page.translations) translations[template] = translated;
  }
  writeFileSync(join(folder, 'pages.json'), JSON.stringify(pages));
  writeFileSync(join(folder, 'zh-cn.json'), JSON.stringify(translations));
}

/** JSON schemas of what users write, with the rules by name: for `.seaworthy.yaml`, and for the settings of VS Code. */
async function writeSchemas(folder) {
  const { settingsSchema, editorSchema } = await load('server/src/engine/describe-settings.ts');
  writeFileSync(join(folder, 'seaworthy.schema.json'), JSON.stringify(settingsSchema()));
  writeFileSync(join(folder, 'settings.schema.json'), JSON.stringify(editorSchema()));
}

function copyGrammars(folder) {
  copyFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), join(folder, 'web-tree-sitter.wasm'));
  copyFileSync(require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm'), join(folder, 'tree-sitter-go.wasm'));
}

/** Runs one of our own modules while building. */
async function load(module) {
  const { outputFiles } = await build({ ...common, entryPoints: [at(module)], packages: 'external', write: false });
  const loaded = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(loaded, loaded.exports, require);
  return loaded.exports;
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort((a, b) => (relative(root, a) < relative(root, b) ? -1 : 1));
}

if (process.argv.includes('--tests')) await buildTests();
else await buildProduct();
if (process.argv.includes('--bench')) await buildBenches();
