import assert from 'node:assert/strict';
import { it } from 'node:test';
import { allRules } from '../server/src/engine/catalogue';
import { filesBelow, read } from './repository';

/** Folder -> what its files may import: sibling folders, packages, modules of Node. Kept in step with ARCHITECTURE.md. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  text: [],
  yaml: ['text', 'npm:yaml'],
  docker: ['text'],
  go: ['text', 'npm:web-tree-sitter'],
  schema: ['text', 'yaml', 'npm:ajv', 'npm:fastest-levenshtein', 'data:schemas', 'npm:re2js', 'npm:croner', 'npm:ipaddr.js'],
  model: ['text', 'yaml', 'docker', 'go'],
  fix: ['text', 'yaml', 'docker'],
  rules: ['text', 'model', 'schema', 'fix', 'docker', 'go'],
  engine: ['text', 'yaml', 'docker', 'go', 'model', 'schema', 'rules', 'fix', 'data:snippets', 'npm:@dagrejs/dagre'],
  workspace: ['text', 'engine', 'go', 'node:fs', 'node:path', 'node:module', 'node:zlib', 'node:child_process', 'npm:ignore', 'npm:picomatch'],
  lsp: ['text', 'engine', 'workspace', 'model', 'rules', 'npm:vscode-languageserver', 'npm:vscode-languageserver-textdocument', 'npm:vscode-uri'],
  cli: ['text', 'engine', 'workspace', 'model', 'rules', 'lsp', 'node:fs', 'node:path', 'node:util', 'npm:sarif'],
};

/** Imports that are allowed for their types alone. */
const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = {
  rules: ['docker', 'go'],
  workspace: ['go'],
  lsp: ['model', 'rules'],
  cli: ['rules', 'npm:sarif'],
};

const sources = filesBelow('server/src').filter((file) => file.endsWith('.ts'));

it('imports follow the layers', () => {
  for (const file of sources) {
    const [folder = ''] = file.split('/');
    for (const { target, types } of importsOf(read(`server/src/${file}`))) {
      const name = target.startsWith('.') ? roomOf(file, target) : target.startsWith('node:') ? target : `npm:${packageOf(target)}`;
      if (name === folder) continue;
      assert.ok(MAY_IMPORT[folder]?.includes(name), `${file} must not import ${target}`);
      if (TYPES_ONLY[folder]?.includes(name) && !ALLOWED_VALUES.has(`${folder} ${target.replace(/^(?:\.\.\/)+/, '')}`)) {
        assert.ok(types, `${file} may import only types from ${target}`);
      }
    }
  }
});

/** Single modules that may be imported for more than their types; each says why in ARCHITECTURE.md. */
const ALLOWED_VALUES = new Set(['workspace go/grammar', 'lsp model/kubernetes-range', 'cli model/kubernetes-range']);

it('the client holds no checking logic', () => {
  for (const file of filesBelow('client/src')) {
    for (const { target, types } of importsOf(read(`client/src/${file}`))) {
      if (types && ['../../server/src/lsp/requests', '../webview/messages'].includes(target)) continue;
      // Which JSON the server is started for.
      if (target === '../../server/src/engine/file-kind') continue;
      assert.match(target, /^(?:\.\/|vscode$|vscode-languageclient|node:(?:path|crypto)$)/, `${file} must not import ${target}`);
    }
  }
});

it('every rule is a source, a page and a line in the index', () => {
  const index = read('server/src/rules/index.ts')
    .split('\n')
    .filter((line) => line !== '');
  const inFolders = filesBelow('server/src/rules').filter((file) => file.includes('/'));
  const named = (suffix: string) => inFolders.filter((file) => file.endsWith(suffix)).map((file) => file.slice(0, -suffix.length));
  const rules = named('.ts').filter((file) => /\brule\(\{/.test(read(`server/src/rules/${file}.ts`)));
  assert.deepEqual(named('.md').sort(), rules.sort());
  assert.deepEqual(index.map((line) => /^export \{ default as \w+ \} from '\.\/(.+)';$/.exec(line)?.[1]).sort(), rules.sort());
  assert.deepEqual(
    allRules.map(({ id }) => id),
    rules.map((file) => file.slice(file.lastIndexOf('/') + 1)).sort(),
  );
  for (const { id } of allRules) assert.match(id, /^(?!no-|require-)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
});

it('aliases name a tool that we know', () => {
  const tools = /^(?:hadolint|buildkit|kube-linter|kube-score|polaris|trivy|checkov|kubescape|monokle|datree|pluto|kics|popeye|pss|dockle|istio):[\w.:/-]+$/;
  for (const { id, aliases = [] } of allRules) for (const alias of aliases) assert.match(alias, tools, `${id} has the alias ${alias}`);
});

it('files stay small', () => {
  // The index is a list with a line for each rule, and grows with them.
  for (const file of sources.filter((one) => one !== 'rules/index.ts')) {
    const lines = read(`server/src/${file}`).split('\n').length - 1;
    const isRule = /^rules\/.+\//.test(file);
    // A line for every rule: it is as long as there are rules.
    if (file === 'rules/index.ts') continue;
    assert.ok(lines <= (isRule ? 120 : 400), `${file} has ${lines} lines`);
  }
});

it('what is looked up by a word stands in a table, which knows no other words', () => {
  const plain = sources.filter(
    (file) => !/^(?:cli|lsp)\//.test(file) && /^(?:export )?const \w+: (?:Readonly<)?Record<string,.*= \{/m.test(read(`server/src/${file}`)),
  );
  assert.deepEqual(plain, []);
});

it('no file is called after nothing in particular', () => {
  for (const file of [...sources, ...filesBelow('client/src')]) assert.doesNotMatch(file, /(?:^|\/)(?:utils?|helpers?|common|types|misc)\.ts$/);
});

function importsOf(source: string): { target: string; types: boolean }[] {
  const found: { target: string; types: boolean }[] = [];
  for (const match of source.matchAll(/^(?:import\b([^;'"]*?)(?:from\s+)?|export\b([^;'"=()]*?)from\s+)['"]([^'"]+)['"]/gm)) {
    const names = match[1] ?? match[2] ?? '';
    const types =
      /^\s*type\b/.test(names) ||
      (/\{/.test(names) && [...names.replace(/[{}]/g, '').split(',')].every((name) => name.trim() === '' || /^\s*type\s/.test(name)));
    found.push({ target: match[3] as string, types });
  }
  for (const match of source.matchAll(/\b(?:import|require)\(['"]([^'"]+)['"]\)/g)) found.push({ target: match[1] as string, types: false });
  return found;
}

function roomOf(file: string, target: string): string {
  const parts = [...file.split('/').slice(0, -1)];
  for (const step of target.split('/')) {
    if (step === '..') parts.pop() ?? parts.unshift('..');
    else if (step !== '.') parts.push(step);
  }
  const up = /^(?:\.\.\/)+(schemas|snippets)\//.exec(target);
  return up && file.split('/').length + 2 === target.split('/').filter((step) => step === '..').length + 1 ? `data:${up[1]}` : (parts[0] ?? '');
}

function packageOf(target: string): string {
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
}
