import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CodeAction, CodeLens, Hover, Location, WorkspaceEdit } from 'vscode-languageserver';
import { type Client, start } from './client';

const POD = `{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": { "name": "web", "labels": { "app": "web" } },
  "spec": {
    "containers": [
      {
        "name": "web",
        "image": "registry.example.com/web:1.0.0",
        "ports": [{ "name": "http", "containerPort": "8080" }],
        "envFrom": [{ "configMapRef": { "name": "settings" } }]
      }
    ]
  }
}
`;
const SETTINGS = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  MODE: fast\n';
const COMMANDS = { commands: ['seaworthy.showReferences', 'seaworthy.rehearse', 'seaworthy.explain'] };

async function open(): Promise<Client> {
  const client = await start({ files: { 'web.json': POD, 'settings.yaml': SETTINGS }, options: COMMANDS });
  await client.open('web.json', POD, 'json');
  return client;
}

function at(client: Client, words: string) {
  const offset = client.textOf('web.json').indexOf(words) + 2;
  return { textDocument: { uri: client.uri('web.json') }, position: client.range('web.json', offset, offset).start };
}

describe('manifests in JSON', () => {
  it('get findings, with fixes in JSON and without comments', async () => {
    const client = await open();
    const diagnostic = await client.diagnostic('web.json', 'value-type-wrong');
    assert.equal(diagnostic.message, '`spec.containers[0].ports[0].containerPort` must be a whole number, but `8080` is a string.');
    const actions = await client.actions('web.json', diagnostic);
    const mended = client.after('web.json', actions[0]?.edit);
    assert.equal(JSON.parse(mended).spec.containers[0].ports[0].containerPort, 8080);
    assert.ok(actions.every(({ title }) => !title.startsWith('Ignore')));
  });

  it('are built upon in JSON', async () => {
    const client = await open();
    const range = client.range('web.json', POD.indexOf('"image"'), POD.indexOf('"image"'));
    const params = { textDocument: { uri: client.uri('web.json') }, range, context: { diagnostics: [], only: ['refactor'] } };
    const actions = await client.ask<CodeAction[]>('textDocument/codeAction', params);
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Add requests and limits'],
    );
    const [container] = JSON.parse(client.after('web.json', actions[0]?.edit)).spec.containers;
    assert.equal(typeof container.resources.requests.memory, 'string');
  });

  it('have hovers, lenses, definitions and renames', async () => {
    const client = await open();
    const hover = await client.ask<Hover>('textDocument/hover', at(client, '"containers"'));
    assert.match(JSON.stringify(hover.contents), /Takes a list of `Container`/);
    const lenses = await client.ask<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: client.uri('web.json') } });
    const [lens] = await Promise.all(lenses.map((one) => client.ask<CodeLens>('codeLens/resolve', one)));
    assert.equal(lens?.command?.title, 'rehearsal: breaks at apply');
    const [place] = await client.ask<Location[]>('textDocument/definition', at(client, '"settings"'));
    assert.equal(place?.uri, client.uri('settings.yaml'));
    const edit = await client.ask<WorkspaceEdit>('textDocument/rename', { ...at(client, '"settings"'), newName: 'options' });
    assert.equal(JSON.parse(client.after('web.json', edit)).spec.containers[0].envFrom[0].configMapRef.name, 'options');
    assert.match(client.after('settings.yaml', edit, SETTINGS), /^ {2}name: options$/m);
  });

  describe('are completed', () => {
    const cases: readonly [what: string, from: string, typed: string, label: string, expected: string][] = [
      ['with a key that holds a text', '"containers": [', '"nodeN', 'nodeName', '"nodeName": "$0",'],
      ['with a key that holds an object', '"containers": [', '"affi"', 'affinity', '"affinity": {$0},'],
      ['with a key that holds a list', '"containers": [', '"host', 'hostAliases', '"hostAliases": [$0],'],
      ['with a key that holds a truth value', '"containers": [', '', 'hostNetwork', '"hostNetwork": $0,'],
      ['with a key of an item', '"name": "web",\n        "image"', '"workin"', 'workingDir', '"workingDir": "$0",'],
      ['with a value of a closed list', '"containers": [', '"restartPolicy": "Ne', 'Never', '"restartPolicy": "Never",'],
      ['with a truth value', '"containers": [', '"hostNetwork": ', 'true', '"hostNetwork": true,'],
    ];
    for (const [what, from, typed, label, expected] of cases) {
      it(what, async () => {
        const client = await open();
        await client.replace('web.json', from, `${typed}\n    ${from}`);
        const before = POD.slice(0, POD.indexOf(from)) + typed.replace(/"$/, '');
        const item = (await client.complete('web.json', before)).find((one) => one.label === label);
        assert.ok(item, `${label} is not offered`);
        assert.ok(item.filterText?.startsWith(typed.replace(/.*: /, '').replace(/"$/, '')), item.filterText);
        const completed = client.completed('web.json', item);
        assert.ok(completed.includes(`${expected}\n    ${from}`), completed);
        // Whatever is put where the cursor then stands, it is JSON.
        JSON.parse(completed.replace('": $0', '": 1').replace('$0', ''));
      });
    }

    it('with names that exist, and ports of the container', async () => {
      const client = await open();
      await client.replace('web.json', '"settings"', '""');
      const found = await client.complete('web.json', '"configMapRef": { "name": "', '"');
      const [item] = found.filter(({ label }) => label === 'settings');
      assert.ok(item);
      assert.equal(JSON.parse(client.completed('web.json', item)).spec.containers[0].envFrom[0].configMapRef.name, 'settings');
    });

    it('with the kind, and without what is there already', async () => {
      const client = await open();
      await client.replace('web.json', '"kind": "Pod"', '"kind": "Po"');
      const kinds = await client.complete('web.json', '"kind": "Po');
      const [kind] = kinds.filter(({ label }) => label === 'Pod');
      assert.ok(kind);
      assert.equal(JSON.parse(client.completed('web.json', kind)).kind, 'Pod');
      await client.replace('web.json', '"kind": "Po"', '"kind": "Pod"');
      await client.replace('web.json', '"containers"', '""\n"containers"');
      const labels = (await client.complete('web.json', '"spec": {\n    "', '"')).map(({ label }) => label);
      assert.ok(labels.includes('restartPolicy') && !labels.includes('containers'));
    });

    it('without placeholders for clients that know none', async () => {
      const client = await start({ capabilities: {} });
      await client.open('web.json', POD.replace('"containers": [', '"affi"\n    "containers": ['), 'json');
      const [item] = (await client.complete('web.json', '"affi')).filter(({ label }) => label === 'affinity');
      assert.ok(item);
      assert.match(client.completed('web.json', item), /"affinity": \{\},\n/);
    });

    it('but not where other JSON is written', async () => {
      const client = await start();
      await client.open('page.json', '{ "kind": "page", "spec": { "" } }', 'json');
      assert.deepEqual(await client.complete('page.json', '"spec": { "'), []);
    });
  });

  it('leave to an editor what it says of JSON itself', async () => {
    const client = await start();
    const broken = POD.replace('"kind": "Pod",', '"kind": "Pod", "kind": "Pod",').replace('"web" } },', '"web" } }');
    await client.open('web.json', broken, 'json');
    const before = await client.rules('web.json');
    assert.deepEqual(before, ['yaml-unreadable']);
    await client.tell('seaworthy/neighbours', { silenced: [], silencedInJson: ['yaml-unreadable', 'key-duplicate'] });
    await client.open('deploy.yaml', 'apiVersion: {', 'yaml');
    assert.deepEqual(await client.rules('web.json'), []);
    assert.deepEqual(await client.rules('deploy.yaml'), ['yaml-unreadable']);
  });

  it('are told from other JSON by their text and name', async () => {
    const client = await start();
    await client.open('package.json', '{ "apiVersion": "v1", "kind": "Pod" }', 'json');
    await client.open('page.json', '{ "kind": "page", "containers": [] }', 'json');
    for (const path of ['package.json', 'page.json']) {
      assert.deepEqual(await client.rules(path), []);
      assert.equal(await client.hover(path, '"kind"'), null);
    }
  });
});
