import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CallHierarchyItem, CallHierarchyOutgoingCall, CodeLens, Location, WorkspaceEdit } from 'vscode-languageserver';
import type { MapView, RehearsalView } from '../../server/src/lsp/requests';
import { type Client, type Start, start } from './client';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  MODE: release\n';
const WEB = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1.4.2
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /, port: htpt } }
          envFrom:
            - configMapRef:
                name: settings
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: http }]
`;
const FILES = { 'config.yaml': CONFIG, 'web.yaml': WEB };

async function open(options: Start = {}): Promise<Client> {
  const client = await start({ files: FILES, ...options });
  await client.open('web.yaml', WEB);
  return client;
}

/** Where some words stand in the open file. */
function at(client: Client, marked: string) {
  const offset = WEB.indexOf(marked.replace('|', '')) + marked.indexOf('|');
  return { textDocument: { uri: client.uri('web.yaml') }, position: client.range('web.yaml', offset, offset).start };
}

describe('names', () => {
  it('lead to files that are not open, and back', async () => {
    const client = await open();
    const found = await client.ask<Location[]>('textDocument/definition', at(client, 'name: |settings'));
    assert.deepEqual(found, [{ uri: client.uri('config.yaml'), range: { start: { line: 3, character: 8 }, end: { line: 3, character: 16 } } }]);
    const all = await client.ask<Location[]>('textDocument/references', { ...at(client, 'name: |settings'), context: { includeDeclaration: true } });
    assert.deepEqual(all.map(({ uri }) => uri).sort(), [client.uri('config.yaml'), client.uri('web.yaml')]);
  });

  it('are changed in every file by one edit', async () => {
    const client = await open();
    const edit = await client.ask<WorkspaceEdit>('textDocument/rename', { ...at(client, 'name: |settings'), newName: 'options' });
    assert.match(client.after('config.yaml', edit, CONFIG), /name: options/);
    assert.match(client.after('web.yaml', edit), /name: options/);
  });

  it('that Kubernetes would refuse are refused with a sentence', async () => {
    const client = await open();
    await assert.rejects(client.ask('textDocument/rename', { ...at(client, 'name: |settings'), newName: 'No Good' }), /`No Good` is no name/);
  });
});

describe('lenses', () => {
  it('stand above what others mean and above workloads, and tell only clients what they can do', async () => {
    const titles = async (options?: object) => {
      const client = await open({ ...(options && { options }) });
      const lenses = await client.ask<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: client.uri('web.yaml') } });
      const resolved = await Promise.all(lenses.map((lens) => client.ask<CodeLens>('codeLens/resolve', lens)));
      return resolved.map(({ command }) => `${command?.title} [${command?.command}]`);
    };
    const commands = ['seaworthy.showReferences', 'seaworthy.rehearse'];
    assert.deepEqual(await titles({ commands }), ['selected by Service web [seaworthy.showReferences]', 'rehearsal: breaks at ready [seaworthy.rehearse]']);
    assert.deepEqual(await titles(), ['selected by Service web []', 'rehearsal: breaks at ready []']);
  });

  it('are asked for anew when a file changes that the client does not show', async () => {
    const client = await open();
    const count = async () => (await client.ask<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: client.uri('config.yaml') } })).length;
    await client.open('config.yaml', CONFIG);
    await client.until(async () => (await count()) === 1);
    await client.close('web.yaml');
    const before = client.lensRefreshes;
    await client.changeOutside('web.yaml', WEB.replace('name: settings', 'name: others'));
    await client.until(() => client.lensRefreshes > before);
    assert.equal(await count(), 0);
  });
});

describe('the views', () => {
  it('get a map with places for every link', async () => {
    const client = await open();
    const map = await client.ask<MapView>('seaworthy/map', { by: 'namespace' });
    const links = [...map.svg.matchAll(/data-id="([^"]*)"/g)].map(([, id]) => id as string);
    assert.deepEqual(links.sort(), Object.keys(map.places).sort());
    assert.deepEqual([map.objects, map.errors], [3, 1]);
    const alone = await client.ask<MapView>('seaworthy/map', { by: 'namespace', group: 'gone' });
    assert.equal(alone.objects, 3);
  });

  it('get a map with tooltips in the language of the editor', async () => {
    const client = await start({ files: { 'web.yaml': WEB }, locale: 'zh-cn' });
    const { svg } = await client.ask<MapView>('seaworthy/map', { by: 'namespace' });
    assert.match(svg, /aria-label="Deployment web：\d+ 个错误，\d+ 个警告"/);
    assert.match(svg, /<title>Deployment web：\d+ 个错误/);
    assert.match(svg, /<path class="edge missing"[^>]*><title>使用<\/title>/);
  });

  it('get each deployment stage by stage', async () => {
    const client = await open();
    const [web, ...others] = await client.ask<RehearsalView[]>('seaworthy/rehearsal', { name: 'deployment/web' });
    assert.ok(web && others.length === 0);
    assert.deepEqual([web.breaks, web.verdict], [true, 'breaks at ready']);
    assert.deepEqual(
      web.stages.slice(-7, -4).map(({ verdict, remark }) => [verdict, remark]),
      [
        ['breaks', undefined],
        ['unreached', 'not reached'],
        ['unreached', 'not reached'],
      ],
    );
    const [finding] = web.stages.flatMap(({ findings }) => findings);
    assert.deepEqual([finding?.rule, finding?.line], ['probe-port-unknown', 15]);
  });

  it('walk from Service to ConfigMap', async () => {
    const client = await open();
    const [item] = await client.ask<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', at(client, 'kind: |Service'));
    assert.equal(item?.name, 'Service/web');
    const [next] = await client.ask<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item });
    const last = await client.ask<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item: next?.to });
    assert.deepEqual(
      last.map(({ to }) => to.name),
      ['ConfigMap/settings'],
    );
  });
});

describe('files outside', () => {
  it('count by what ignore files say now', async () => {
    const client = await open();
    const isMissing = async () => (await client.rules('web.yaml')).includes('config-missing');
    assert.equal(await isMissing(), false);
    await client.changeOutside('.gitignore', 'config.yaml\n');
    // What Git ignores may exist all the same, so that nothing is said about it; and it is not listed.
    await client.until(async () => (await client.ask<unknown[]>('workspace/symbol', { query: 'ConfigMap' })).length === 0);
    await client.changeOutside('.gitignore', '');
    await client.until(async () => (await client.ask<unknown[]>('workspace/symbol', { query: 'ConfigMap' })).length === 1);
    assert.equal(await isMissing(), false);
  });
});
