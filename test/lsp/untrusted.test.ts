import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pathOf, uriOf } from '../../server/src/lsp/uri';
import { type Client, start } from './client';

// Clients that send nonsense, and texts that are none: every request is answered, and the server goes on.

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.2
      ports: [{ name: http, containerPort: 8080 }]
      livenessProbe: { httpGet: { path: /healthz, port: htpt } }
`;

/** Every request that asks about a document, with what it needs beyond its name and a position. */
const REQUESTS: readonly (readonly [method: string, more?: object])[] = [
  ['textDocument/diagnostic'],
  ['textDocument/hover'],
  ['textDocument/definition'],
  ['textDocument/references', { context: { includeDeclaration: true } }],
  ['textDocument/documentHighlight'],
  ['textDocument/rename', { newName: 'other' }],
  ['textDocument/documentSymbol'],
  ['textDocument/documentLink'],
  ['textDocument/codeLens'],
  ['textDocument/foldingRange'],
  ['textDocument/completion', { context: { triggerKind: 1 } }],
  ['textDocument/prepareCallHierarchy'],
  ['seaworthy/status'],
  ['seaworthy/kubernetesVersions'],
  ['seaworthy/images'],
  ['seaworthy/setKubernetes', { from: 30, to: 31 }],
  ['seaworthy/page', { rule: 'constructor' }],
];

async function askAll(client: Client, uri: string, position = { line: 0, character: 0 }): Promise<void> {
  for (const [method, more] of REQUESTS) await client.ask(method, { textDocument: { uri }, uri, position, ...more });
  const range = { start: position, end: position };
  await client.ask('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [] } });
  await client.ask('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [], only: ['source.fixAll.seaworthy'] } });
}

describe('a client may ask', () => {
  it('about documents that nobody opened or that cannot be', async () => {
    const client = await start({ files: { 'pod.yaml': POD } });
    const uris = [
      '',
      'no uri',
      'file:///',
      'file:///%E0%A4%A',
      'file://server/share/a.yaml',
      'file:///c%3A/a.yaml',
      'untitled:a',
      'git:/a.yaml?ref',
      'http://example.com/a.yaml',
    ];
    for (const uri of [...uris, client.uri('gone.yaml'), client.uri(''), client.uri('pod.yaml')]) await askAll(client, uri);
    assert.ok((await client.rules('pod.yaml')).includes('probe-port-unknown'));
  });

  it('about places beyond the text', async () => {
    const client = await start();
    await client.open('pod.yaml', POD);
    for (const line of [9, 10, 1e6]) for (const character of [0, 5, 1e6]) await askAll(client, client.uri('pod.yaml'), { line, character });
  });

  it('about texts of all sorts', async () => {
    const client = await start();
    const texts = [
      '',
      '\ufeff',
      '\0\u0001',
      '{{',
      '---\n'.repeat(500),
      'a: &a [*a]\n',
      POD.replaceAll('\n', '\r\n'),
      POD.replaceAll('\n', '\r'),
      `${POD}  \t- [`,
      '\ud800',
      POD.slice(0, 150),
    ];
    for (const [index, text] of texts.entries()) {
      for (const language of ['yaml', 'dockerfile', 'go', 'go.mod', 'plaintext']) {
        const path = `file${index}-${language}`;
        await client.open(path, text, language);
        await askAll(client, client.uri(path), { line: 1, character: 2 });
        await client.close(path);
      }
    }
    await client.open('pod.yaml', POD);
    assert.ok((await client.rules('pod.yaml')).includes('probe-port-unknown'));
  });

  it('for what does not exist', async () => {
    const client = await start();
    await assert.rejects(client.ask('no/such/method', {}), /Unhandled method/);
    await assert.rejects(client.ask('workspace/executeCommand', { command: 'rm' }), /Unhandled method|not/);
    await client.tell('no/such/notification', {});
    assert.equal(await client.ask('seaworthy/page', { rule: '../../package' }), null);
    assert.equal((await client.ask<{ id: string }[]>('seaworthy/rules', {})).length > 100, true);
  });
});

describe('a client may tell', () => {
  it('about documents out of turn', async () => {
    const client = await start({ files: { 'pod.yaml': POD } });
    const textDocument = { uri: client.uri('never.yaml'), version: 7 };
    await client.tell('textDocument/didChange', { textDocument, contentChanges: [{ text: POD }] });
    await client.tell('textDocument/didClose', { textDocument });
    await client.tell('textDocument/didSave', { textDocument });
    await client.open('pod.yaml', POD);
    await client.open('pod.yaml', POD.replace('htpt', 'http'));
    assert.ok(!(await client.rules('pod.yaml')).includes('probe-port-unknown'));
    await client.close('pod.yaml');
    await client.close('pod.yaml');
    assert.ok((await client.rules('pod.yaml')).includes('probe-port-unknown'));
  });

  it('of changes with ranges that are none', async () => {
    const client = await start();
    await client.open('pod.yaml', POD);
    const change = (range: object, text: string) =>
      client.tell('textDocument/didChange', { textDocument: { uri: client.uri('pod.yaml'), version: 2 }, contentChanges: [{ range, text }] });
    await change({ start: { line: 99, character: 0 }, end: { line: 200, character: 0 } }, '# more\n');
    await change({ start: { line: 3, character: 99 }, end: { line: 1, character: 0 } }, '');
    await client.tell('textDocument/didChange', { textDocument: { uri: client.uri('pod.yaml'), version: 3 }, contentChanges: [{ text: POD }] });
    assert.ok((await client.rules('pod.yaml')).includes('probe-port-unknown'));
  });

  it('any settings', async () => {
    const client = await start({ files: { 'pod.yaml': POD } });
    const odd = [
      null,
      5,
      'text',
      [],
      { rules: 5 },
      { rules: { 'probe-port-unknown': 7 }, ignore: 'all', kubernetes: {}, lang: [], images: 1, crds: [1], external: {} },
    ];
    for (const settings of odd) {
      client.settings = () => settings as object;
      await client.tell('workspace/didChangeConfiguration', { settings: null });
      assert.ok((await client.rules('pod.yaml')).includes('probe-port-unknown'), JSON.stringify(settings));
    }
  });

  it('that folders come and go', async () => {
    const client = await start({ files: { 'a/pod.yaml': POD, 'b/pod.yaml': POD }, folders: ['a'] });
    const folder = (name: string) => ({ uri: client.uri(name), name });
    await client.tell('workspace/didChangeWorkspaceFolders', { event: { added: [folder('b'), folder('nowhere')], removed: [folder('a'), folder('never')] } });
    await client.until(async () => (await client.rules('b/pod.yaml')).includes('probe-port-unknown'));
    assert.deepEqual(await client.rules('a/pod.yaml'), []);
  });
});

describe('URIs', () => {
  const ROWS: readonly (readonly [path: string, uri: string])[] = [
    ['/a b/ü#1?%.yaml', 'file:///a%20b/%C3%BC%231%3F%25.yaml'],
    ['c:/app/pod.yaml', 'file:///c%3A/app/pod.yaml'],
    ['//server/share/pod.yaml', 'file://server/share/pod.yaml'],
    ['untitled:Untitled-1', 'untitled:Untitled-1'],
    ['vscode-notebook-cell:/a.ipynb#b', 'vscode-notebook-cell:/a.ipynb#b'],
  ];
  for (const [path, uri] of ROWS) {
    it(uri, { skip: process.platform === 'win32' && 'paths look otherwise here' }, () => {
      assert.equal(pathOf(uri), path);
      assert.equal(uriOf(path), uri);
    });
  }

  it('of one drive are one, however they are written', () => {
    assert.equal(pathOf('file:///C:/app/pod.yaml'), pathOf('file:///c%3A/app/pod.yaml'));
  });
});
