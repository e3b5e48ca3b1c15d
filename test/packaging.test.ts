import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import { listFiles, PackageManager } from '@vscode/vsce';
// @ts-expect-error: the packager's own look-out, which has no types.
import { lintFiles } from '@vscode/vsce/out/secretLint';
import { build } from 'esbuild';
import { allRules } from '../server/src/engine/catalogue';
import { editorSchema, settingsSchema } from '../server/src/engine/describe-settings';
import { isRuleSetting } from '../server/src/engine/read-settings';
import { SETTING_NAMES } from '../server/src/schema/settings-schema';
import { filesBelow, read, root } from './repository';

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string }[] };
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly additionalProperties?: { readonly enum?: readonly string[] } }>> };
    readonly snippets: readonly { readonly path: string }[];
    readonly jsonValidation: readonly { readonly url: string }[];
  };
}

const manifest = JSON.parse(read('package.json')) as Manifest;

/** What `npm run build` makes. */
const BUILT = [
  'cli.js',
  'cli.js.compiled',
  'extension.js',
  'kubernetes.json',
  'licences.txt',
  'map.css',
  'map.js',
  'pages.json',
  'seaworthy.schema.json',
  'server.js',
  'settings.schema.json',
  'tree-sitter-go.wasm',
  'validators/index.js',
  'web-tree-sitter.wasm',
  'zh-cn.json',
].map((file) => `dist/${file}`);

const SHIPPED = [
  'CHANGELOG.md',
  'LICENSE',
  'NOTICE',
  'README.md',
  'client/icon.png',
  ...BUILT.filter((file) => !file.startsWith('dist/cli.js')),
  'l10n/bundle.l10n.zh-cn.json',
  'package.json',
  'package.nls.json',
  'package.nls.zh-cn.json',
  'snippets/dockerfile.json',
  'snippets/kubernetes.json',
].sort();

it('the extension ships what it needs and nothing else', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'seaworthy-package-'));
  try {
    // The names alone: whatever else lies in a checkout must stay out.
    for (const file of [...ownFiles(), ...BUILT, 'out/test/a.cjs', 'node_modules/yaml/index.js', '.vscode-test/floor/a.js', '.env', 'seaworthy.vsix']) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), '');
    }
    for (const file of ['package.json', '.vscodeignore']) writeFileSync(join(copy, file), read(file));
    const files = await listFiles({ cwd: copy, packageManager: PackageManager.None });
    assert.deepEqual(files.map((file) => file.replaceAll('\\', '/')).sort(), SHIPPED);
  } finally {
    rmSync(copy, { recursive: true });
  }
});

it('the manifest names files that are shipped', () => {
  const { contributes, main, icon } = manifest;
  const named = [main, icon, ...contributes.snippets.map(({ path }) => path), ...contributes.jsonValidation.map(({ url }) => url)];
  for (const file of named) assert.ok(SHIPPED.includes(file.replace(/^\.\//, '')), `${file} is not shipped`);
});

it('what is bundled is listed in NOTICE with its licence', async () => {
  const bundle = (entry: string) =>
    build({
      absWorkingDir: root,
      bundle: true,
      platform: 'node',
      write: false,
      metafile: true,
      external: ['vscode'],
      logLevel: 'silent',
      entryPoints: [entry],
    });
  const results = await Promise.all(['server/src/cli/main.ts', 'server/src/lsp/main.ts', 'client/src/extension.ts'].map(bundle));
  const names = new Set(['@vscode/tree-sitter-wasm']);
  for (const input of results.flatMap(({ metafile }) => Object.keys(metafile.inputs))) {
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
    if (name !== undefined) names.add(name);
  }
  const notice = read('NOTICE');
  const bundled = notice.slice(notice.indexOf('Bundled into'));
  for (const name of names) {
    const { license } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as { license: string };
    const line = bundled.split('\n').find((one) => one.startsWith(`  ${name} `));
    assert.ok(line, `NOTICE does not list ${name}`);
    assert.ok(line.includes(license), `NOTICE gives ${name} another licence than ${license}`);
  }
});

it('every word of the manifest is in both languages', () => {
  const wanted = [...read('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key as string);
  for (const file of ['package.nls.json', 'package.nls.zh-cn.json']) {
    const said = JSON.parse(read(file)) as Record<string, string>;
    assert.deepEqual(Object.keys(said).sort(), [...new Set(wanted)].sort(), file);
  }
});

it('the settings of the editor are those of the configuration file', () => {
  const names = Object.keys(manifest.contributes.configuration.properties).map((name) => name.replace('seaworthy.', ''));
  // Calling it `language` is the custom of VS Code; whether syntax errors are shown depends on what else runs there.
  assert.deepEqual(names.map((name) => (name === 'language' ? 'lang' : name)).sort(), [...SETTING_NAMES, 'yamlSyntax'].sort());
});

it('the schemas name every rule and every severity', () => {
  const own = (settingsSchema() as { properties: { rules: RulesSchema } }).properties.rules;
  const editor = (editorSchema() as { properties: { 'seaworthy.rules': RulesSchema } }).properties['seaworthy.rules'];
  const severities = manifest.contributes.configuration.properties['seaworthy.rules']?.additionalProperties?.enum;
  for (const schema of [own, editor]) {
    assert.deepEqual(
      Object.keys(schema.properties),
      allRules.map(({ id }) => id),
    );
    assert.deepEqual(schema.additionalProperties.enum, severities);
  }
  assert.ok(severities?.every(isRuleSetting));
});

interface RulesSchema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly additionalProperties: { readonly enum: readonly string[] };
}

/** Commands of lenses and of items in views, which nobody could give their arguments by hand. */
const INTERNAL = ['seaworthy.openFinding', 'seaworthy.showReferences'];

it('every command is carried out by the client', () => {
  const source = filesBelow('client/src')
    .map((file) => read(`client/src/${file}`))
    .join('');
  const registered = [...source.matchAll(/registerCommand\('([\w.]+)'/g)].map(([, command]) => command as string);
  assert.deepEqual([...manifest.contributes.commands.map(({ command }) => command), ...INTERNAL].sort(), registered.sort());
  for (const { command } of manifest.contributes.menus.commandPalette) assert.ok(registered.includes(command));
});

/** The files of the checkout, without what is installed or made. */
function ownFiles(): string[] {
  const made = new Set(['.git', '.vscode-test', 'coverage', 'dist', 'node_modules', 'out']);
  return readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => !made.has(name))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(entry.name).map((file) => `${entry.name}/${file}`) : [entry.name]));
}

it('no page shows a token that the packager would take for a real one', async () => {
  const pages = filesBelow('server/src/rules').filter((file) => file.endsWith('.md'));
  const lint = lintFiles as (files: readonly string[], secrets: boolean, environments: boolean) => Promise<{ readonly results: readonly Secret[] }>;
  const { results } = await lint(
    pages.map((file) => join(root, 'server/src/rules', file)),
    true,
    false,
  );
  const found = results.map(({ message, locations }) => [locations[0]?.physicalLocation.artifactLocation.uri, message.text]);
  assert.deepEqual(found, [], 'such examples belong to test/rules, which is not packaged');
});

interface Secret {
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[];
}
