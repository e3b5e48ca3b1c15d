import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CompletionItemKind } from 'vscode-languageserver';
import type { Status } from '../../server/src/lsp/requests';
import { EDITOR } from './capabilities';
import { start } from './client';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.2
      ports:
        - name: http
          containerPort: 8080
      livenessProbe:
        httpGet:
          path: /healthz
          port: htpt
`;

describe('diagnostics', () => {
  it('are pulled, and not sent again where they are the same', async () => {
    const client = await start();
    await client.open('pod.yaml', POD);
    const first = await client.pull('pod.yaml');
    assert.ok(first.kind === 'full' && first.resultId !== undefined);
    const found = await client.diagnostic('pod.yaml', 'probe-port-unknown');
    assert.deepEqual(found.range, { start: { line: 14, character: 16 }, end: { line: 14, character: 20 } });
    assert.equal(found.source, 'seaworthy');
    assert.match(found.codeDescription?.href ?? '', /^https:.*probe-port-unknown/);
    assert.equal((await client.pull('pod.yaml', first.resultId)).kind, 'unchanged');
    await client.replace('pod.yaml', 'htpt', 'http');
    assert.equal((await client.pull('pod.yaml', first.resultId)).kind, 'full');
    assert.ok(!(await client.rules('pod.yaml')).includes('probe-port-unknown'));
    assert.equal(client.pushed.size, 0);
  });

  it('are pushed to clients that cannot pull', async () => {
    const client = await start({ capabilities: {} });
    await client.open('pod.yaml', POD);
    await client.until(() => client.pushed.get('pod.yaml')?.some(({ code }) => code === 'probe-port-unknown') === true);
    await client.replace('pod.yaml', 'htpt', 'http');
    await client.until(() => client.pushed.get('pod.yaml')?.some(({ code }) => code === 'probe-port-unknown') === false);
    await client.close('pod.yaml');
    await client.until(() => client.pushed.get('pod.yaml')?.length === 0);
  });

  it('come for a document that was never saved', async () => {
    const client = await start();
    await client.open('untitled:Untitled-1', POD);
    assert.ok((await client.rules('untitled:Untitled-1')).includes('probe-port-unknown'));
    await client.close('untitled:Untitled-1');
    assert.deepEqual(await client.rules('untitled:Untitled-1'), []);
  });

  it('are asked for anew when an unsaved text is given up', async () => {
    const client = await start({ files: { 'map.yaml': MAP('settings'), 'pod.yaml': USER } });
    await client.open('pod.yaml', USER);
    assert.ok(!(await client.rules('pod.yaml')).includes('config-missing'));
    await client.open('map.yaml', MAP('settings'));
    await client.replace('map.yaml', 'settings', 'other');
    assert.ok((await client.rules('pod.yaml')).includes('config-missing'));
    const before = client.refreshes;
    await client.close('map.yaml');
    await client.until(() => client.refreshes > before);
    assert.ok(!(await client.rules('pod.yaml')).includes('config-missing'));
  });

  it('follow files that change outside, but not those that Git ignores', async () => {
    const client = await start({ files: { 'pod.yaml': USER, '.gitignore': 'made/\n' } });
    await client.open('pod.yaml', USER);
    assert.ok((await client.rules('pod.yaml')).includes('config-missing'));
    await client.changeOutside('made/map.yaml', MAP('settings'));
    assert.ok((await client.rules('pod.yaml')).includes('config-missing'));
    await client.changeOutside('map.yaml', MAP('settings'));
    assert.ok(!(await client.rules('pod.yaml')).includes('config-missing'));
    await client.changeOutside('map.yaml', undefined);
    assert.ok((await client.rules('pod.yaml')).includes('config-missing'));
  });

  it('leave to another extension what it reports', async () => {
    const client = await start();
    await client.open('broken.yaml', 'kind: Pod\napiVersion: v1\nmetadata: a: b\n');
    assert.deepEqual(await client.rules('broken.yaml'), ['yaml-unreadable']);
    await client.tell('seaworthy/neighbours', { silenced: ['yaml-unreadable'] });
    assert.deepEqual(await client.rules('broken.yaml'), []);
  });
});

describe('actions', () => {
  it('come in their order, and the last one only where the client carries it out', async () => {
    const titles = async (options?: object) => {
      const client = await start({ ...(options && { options }) });
      await client.open('pod.yaml', POD);
      const found = await client.diagnostic('pod.yaml', 'probe-port-unknown');
      return (await client.actions('pod.yaml', found)).map(({ title }) => title);
    };
    const common = ['Use port `http`', 'Ignore `probe-port-unknown` on this line', 'Ignore `probe-port-unknown` in this file'];
    assert.deepEqual(await titles(), common);
    assert.deepEqual(await titles({ commands: ['seaworthy.explain'] }), [...common, 'Explain `probe-port-unknown`']);
  });

  it('mend the text, for clients that take little as well', async () => {
    for (const capabilities of [EDITOR, {}]) {
      const client = await start({ capabilities });
      await client.open('pod.yaml', POD);
      const range = client.range('pod.yaml', POD.indexOf('htpt'), POD.indexOf('htpt') + 4);
      const [fix] = await client.actions('pod.yaml', { range, message: '' });
      assert.equal(client.after('pod.yaml', fix?.edit), POD.replace('htpt', 'http'));
      assert.equal(fix?.isPreferred, true);
    }
  });

  it('of the whole file are those that are safe', async () => {
    const client = await start();
    const text = 'FROM alpine:3.20 # a\nWORKDIR /a # b\nCMD ["true"]\n';
    await client.open('Dockerfile', text, 'dockerfile');
    const found = await client.diagnostic('Dockerfile', 'trailing-comment');
    const actions = await client.actions('Dockerfile', found, ['source.fixAll']);
    assert.deepEqual(
      actions.map(({ kind }) => kind),
      ['source.fixAll.seaworthy'],
    );
    assert.match(client.after('Dockerfile', actions[0]?.edit), /^# a\nFROM alpine:3.20\n# b\nWORKDIR \/a\n/);
  });
});

describe('settings', () => {
  it('hold at once, by folder, and lose against a configuration file', async () => {
    const client = await start({
      files: { 'a/pod.yaml': POD, 'b/pod.yaml': POD },
      folders: ['a', 'b'],
      settings: (folder) => (folder === 'a' ? { rules: { 'probe-port-unknown': 'off' } } : {}),
    });
    for (const path of ['a/pod.yaml', 'b/pod.yaml']) await client.open(path, POD);
    const isFound = async (path: string) => (await client.rules(path)).includes('probe-port-unknown');
    assert.deepEqual([await isFound('a/pod.yaml'), await isFound('b/pod.yaml')], [false, true]);
    await client.changeOutside('a/.seaworthy.yaml', 'rules:\n  probe-port-unknown: hint\n');
    assert.equal((await client.diagnostic('a/pod.yaml', 'probe-port-unknown')).severity, 4);
    client.settings = () => ({ rules: { 'probe-port-unknown': 'off' } });
    await client.tell('workspace/didChangeConfiguration', { settings: null });
    await client.until(async () => !(await isFound('b/pod.yaml')));
    assert.ok(await isFound('a/pod.yaml'));
    await client.changeOutside('a/.seaworthy.yaml', undefined);
    assert.ok(!(await isFound('a/pod.yaml')));
  });

  it('can be given at the start, and pushed', async () => {
    const client = await start({ capabilities: { textDocument: { diagnostic: {} } }, options: { settings: { rules: { 'probe-port-unknown': 'off' } } } });
    await client.open('pod.yaml', POD);
    assert.ok(!(await client.rules('pod.yaml')).includes('probe-port-unknown'));
    await client.tell('workspace/didChangeConfiguration', { settings: { seaworthy: { rules: { 'probe-port-unknown': 'warning' } } } });
    await client.until(async () => (await client.rules('pod.yaml')).includes('probe-port-unknown'));
  });

  it('leave files out, relative to their folder, and take them in again', async () => {
    const client = await start({ files: { 'made/map.yaml': MAP('settings'), 'pod.yaml': USER }, settings: () => ({ ignore: ['made/**'] }) });
    await client.open('pod.yaml', USER);
    assert.ok(!(await client.ask<Status>('seaworthy/status', { uri: client.uri('pod.yaml') })).ignored);
    assert.ok((await client.ask<Status>('seaworthy/status', { uri: client.uri('made/map.yaml') })).ignored);
    client.settings = () => ({});
    await client.tell('workspace/didChangeConfiguration', { settings: null });
    await client.until(async () => !(await client.ask<Status>('seaworthy/status', { uri: client.uri('made/map.yaml') })).ignored);
    assert.ok(!(await client.rules('pod.yaml')).includes('config-missing'));
  });

  it('choose the language, which otherwise is that of the client', async () => {
    const messageIn = async (locale: string, settings: object) => {
      const client = await start({ locale, settings: () => settings });
      await client.open('pod.yaml', POD);
      return String((await client.diagnostic('pod.yaml', 'probe-port-unknown')).message);
    };
    assert.match(await messageIn('zh-cn', {}), /[\u4e00-\u9fff]/);
    assert.match(await messageIn('de', {}), /No port/);
    assert.match(await messageIn('en', { language: 'zh-cn' }), /[\u4e00-\u9fff]/);
    assert.match(await messageIn('zh-cn', { language: 'en' }), /No port/);
  });
});

describe('a client of our own', () => {
  it('is told what documents were taken for', async () => {
    const client = await start({ files: { '.seaworthy.yaml': 'kubernetes: 1.28 - 1.30\nprofile: production\n' } });
    await client.open('many.yaml', `# first\n${POD}---\ntitle: Notes\n`);
    const status = await client.ask<Status>('seaworthy/status', { uri: client.uri('many.yaml') });
    assert.deepEqual(
      status.documents.map(({ kind, line }) => [kind, line]),
      [
        ['kubernetes', 1],
        ['other', 17],
      ],
    );
    assert.deepEqual([status.kubernetes, status.profile, status.reading], ['1.28 - 1.30', 'production', false]);
    assert.match(status.configuration ?? '', /\.seaworthy\.yaml$/);
  });

  it('is told of a configuration that cannot be read', async () => {
    const client = await start({ files: { '.seaworthy.yaml': 'kubernetes: 1.30\n', 'a/.seaworthy.yaml/x.yaml': '', 'a/pod.yaml': POD, 'pod.yaml': POD } });
    const problemOf = async (file: string) => (await client.ask<Status>('seaworthy/status', { uri: client.uri(file) })).configurationProblem;
    await client.until(async () => (await problemOf('a/pod.yaml')) === '.seaworthy.yaml is a folder.');
    // What is not there, JSON does not carry.
    assert.equal((await problemOf('pod.yaml')) ?? undefined, undefined);
  });

  it('can have other versions written into the configuration file that holds, and into no other', async () => {
    const client = await start({ files: { 'a/.seaworthy.yaml': '# ours\nkubernetes: 1.28 # old\n', 'b/x.yaml': '' } });
    const change = (path: string) => client.ask<object | null>('seaworthy/setKubernetes', { uri: client.uri(path), from: 30, to: 32 });
    const edit = await change('a/pod.yaml');
    assert.ok(edit);
    assert.equal(client.after('a/.seaworthy.yaml', edit, '# ours\nkubernetes: 1.28 # old\n'), '# ours\nkubernetes: 1.30 - 1.32 # old\n');
    assert.equal(await change('b/x.yaml'), null);
    assert.deepEqual(await client.ask('seaworthy/kubernetesVersions', { uri: client.uri('a/pod.yaml') }).then((one) => (one as { from: number }).from), 28);
  });

  it('gets a new configuration file that is valid and changes nothing', async () => {
    const client = await start();
    const text = await client.ask<string>('seaworthy/configurationText', {});
    await client.open('.seaworthy.yaml', text);
    assert.deepEqual(await client.rules('.seaworthy.yaml'), []);
    assert.match(text, /^kubernetes: 1\.\d+ - 1\.\d+$/m);
  });

  it('gets the pages of rules', async () => {
    const client = await start({ settings: () => ({ language: 'zh-cn' }) });
    assert.match(await client.ask('seaworthy/page', { rule: 'probe-port-unknown' }), /^# probe-port-unknown\n[\s\S]*探针[\s\S]*```yaml\n/);
    assert.equal(await client.ask('seaworthy/page', { rule: 'nothing' }), null);
    const rules = await client.ask<{ id: string; summary: string }[]>('seaworthy/rules', {});
    assert.match(rules.find(({ id }) => id === 'probe-port-unknown')?.summary ?? '', /探针/);
  });
});

describe('completion', () => {
  const OPEN = `${POD.split('      livenessProbe')[0]}      `;

  it('writes snippets for clients that take them, plain text for others', async () => {
    for (const capabilities of [EDITOR, {}]) {
      const client = await start({ capabilities });
      await client.open('pod.yaml', OPEN);
      const item = (await client.complete('pod.yaml', OPEN)).find(
        ({ label, kind }) => label.startsWith('readinessProbe') && kind === CompletionItemKind.Snippet,
      );
      assert.ok(item);
      const text = client.completed('pod.yaml', item);
      if (capabilities === EDITOR) assert.match(text, /\n {6}readinessProbe:\n {8}httpGet:\n {10}path: \$\{1:\/readyz\}\n {10}port: \$\{2:http\}\n/);
      else assert.match(text, /\n {6}readinessProbe:\n {8}httpGet:\n {10}path: \/readyz\n {10}port: http\n/);
      assert.equal(item.label, capabilities === EDITOR ? 'readinessProbe' : 'readinessProbe (HTTP)');
    }
  });

  it('is silent about blanks that are typed for indentation', async () => {
    const client = await start();
    await client.open('pod.yaml', OPEN);
    assert.deepEqual(await client.complete('pod.yaml', OPEN, ' '), []);
  });

  it('speaks Chinese', async () => {
    const client = await start({ locale: 'zh-cn' });
    await client.open('pod.yaml', OPEN);
    const item = (await client.complete('pod.yaml', OPEN)).find(({ label, kind }) => label === 'readinessProbe' && kind === CompletionItemKind.Snippet);
    assert.match(item?.detail ?? '', /[\u4e00-\u9fff]/);
  });
});

it('hovers show what the rule says and what kubectl would show', async () => {
  const client = await start();
  await client.open('pod.yaml', POD);
  const shown = await client.hover('pod.yaml', 'htpt');
  assert.match(JSON.stringify(shown?.contents), /probe-port-unknown.*What you see/);
});

it('hovers show what a field is', async () => {
  const client = await start();
  await client.open('pod.yaml', POD);
  const shown = JSON.stringify((await client.hover('pod.yaml', 'containers'))?.contents);
  assert.match(
    shown,
    /`spec\.containers`.*Takes a list of `Container`\. Must be there\..*[Ll]ist of containers belonging to the pod.*\[API reference\]\(https:/,
  );
});

it('completes the fields of an object, with what they are', async () => {
  const client = await start();
  const text = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  hostU\n';
  await client.open('pod.yaml', text);
  const item = (await client.complete('pod.yaml', 'hostU')).find(({ label }) => label === 'hostUsers');
  assert.ok(item);
  assert.match(JSON.stringify(item.documentation), /Since 1\.25\..*user namespace/);
  assert.equal(client.completed('pod.yaml', item), text.replace('hostU', 'hostUsers: '));
});

function MAP(name: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  a: b\n`;
}

const USER = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.2
      envFrom:
        - configMapRef:
            name: settings
`;
