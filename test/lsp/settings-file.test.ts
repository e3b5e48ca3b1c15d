import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { read } from '../repository';
import { type Client, type Start, start } from './client';

const settings = JSON.parse(read('schemas/seaworthy.schema.json')) as { readonly properties: Readonly<Record<string, object>> };
const NAME = '.seaworthy.yaml';
const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/web:1.0.0\n';
const FILES = { 'services/web/Dockerfile': 'FROM scratch\n', 'deploy/web.yaml': POD };

async function open(text: string, options: Start = {}): Promise<Client> {
  const client = await start({ files: FILES, ...options });
  await client.open(NAME, text);
  return client;
}

/** The labels of what is offered at the bar in a text, and the text after one of them. */
async function offered(text: string, chosen?: string): Promise<readonly [labels: readonly string[], after: string | undefined]> {
  const client = await open(text.replace('|', ''));
  const items = await client.complete(NAME, text.slice(0, text.indexOf('|')));
  const item = items.find(({ label }) => label === chosen);
  return [items.map(({ label }) => label), item && client.completed(NAME, item)];
}

describe('a settings file', () => {
  it('gets its keys offered, and where their values go', async () => {
    assert.deepEqual((await offered('|'))[0], Object.keys(settings.properties));
    assert.equal((await offered('kube|', 'kubernetes'))[1], 'kubernetes: ');
    assert.equal((await offered('lang: en\nru|', 'rules'))[1], 'lang: en\nrules:\n  ');
    assert.equal((await offered('ignore|', 'ignore'))[1], 'ignore:\n  - ');
    assert.ok(!(await offered('lang: en\n|'))[0].includes('lang'));
    assert.deepEqual((await offered('dockerfile:\n  |'))[0], ['trustedRegistries', 'labels', 'otherLabels']);
  });

  it('gets values offered', async () => {
    assert.deepEqual((await offered('profile: |'))[0], ['essential', 'recommended', 'production']);
    assert.equal((await offered('profile: pro|', 'production'))[1], 'profile: production');
    assert.equal((await offered('lang: "|"', 'zh-cn'))[1], 'lang: "zh-cn"');
    assert.equal((await offered('kubernetes: |', '1.30'))[1], 'kubernetes: "1.30"');
    assert.match((await offered('kubernetes: |'))[0][0] ?? '', /^1\.\d+ - 1\.\d+$/);
    assert.deepEqual((await offered('dockerfile:\n  labels:\n    org.opencontainers.image.url: |'))[0].slice(0, 2), ['text', 'url']);
  });

  it('gets rules offered, and what can be made of them', async () => {
    assert.equal((await offered('rules:\n  probe-p|', 'probe-port-unknown'))[1], 'rules:\n  probe-port-unknown: ');
    assert.ok(!(await offered('rules:\n  config-missing: off\n  |'))[0].includes('config-missing'));
    assert.deepEqual((await offered('rules:\n  config-missing: |'))[0], ['off', 'on', 'hint', 'info', 'warning', 'error']);
  });

  it('gets images and Dockerfiles offered', async () => {
    assert.equal((await offered('images:\n  |', 'registry.example.com/web'))[1], 'images:\n  registry.example.com/web: ');
    assert.equal(
      (await offered('images:\n  registry.example.com/web: |', 'services/web/Dockerfile'))[1],
      'images:\n  registry.example.com/web: services/web/Dockerfile',
    );
  });

  it('is explained, in both languages', async () => {
    const text = 'profile: production\nrules:\n  probe-port-unknown: off\ndockerfile:\n  otherLabels: reported\n';
    const client = await open(text);
    const said = async (part: string) => JSON.stringify((await client.hover(NAME, part))?.contents);
    assert.match(await said('profile'), /Which rules run/);
    assert.match(await said('otherLabels'), /dockerfile\.otherLabels.*other labels/);
    assert.match(await said('probe-port-unknown'), /names a port/);
    const chinese = await open(text, { locale: 'zh-cn' });
    for (const part of ['profile', 'otherLabels', 'probe-port-unknown']) {
      assert.match(JSON.stringify((await chinese.hover(NAME, part))?.contents), /[\u4e00-\u9fff]{4}/, part);
    }
  });

  it('is mended where it is wrong', async () => {
    const client = await open('kubernets: "1.30"\nprofile: strict\nrules:\n  probe-port-unknown: loud\n  probe-port: off\nimages: []\n');
    const report = await client.pull(NAME);
    assert.deepEqual(report.kind === 'full' && report.items.map(({ range: { start: at } }) => at.line), [0, 1, 3, 4, 5]);
    const [action] = await client.actions(NAME, await client.diagnostic(NAME, 'setting-invalid'));
    assert.match(client.after(NAME, action?.edit), /^kubernetes: /);
    await client.replace(NAME, 'images: []', 'images: [');
    assert.deepEqual(await client.rules(NAME), ['yaml-unreadable']);
  });

  it('counts only where there is a file: editors keep texts of files that were deleted', async () => {
    const text = 'rules:\n  image-tag-missing: off\n';
    const pod = POD.replace(':1.0.0', '');
    const client = await start({ files: { 'web.yaml': pod } });
    await client.open('web.yaml', pod);
    const before = await client.rules('web.yaml');
    const [rule = ''] = before;
    await client.open(NAME, text.replace('image-tag-missing', rule));
    assert.deepEqual(await client.rules('web.yaml'), before);
    await client.changeOutside(NAME, text);
    assert.deepEqual(
      await client.rules('web.yaml'),
      before.filter((one) => one !== rule),
    );
  });

  it('has a Chinese text for every setting', () => {
    const chinese = JSON.parse(read('l10n/bundle.l10n.zh-cn.json')) as Record<string, string>;
    const descriptions = [...JSON.stringify(settings.properties).matchAll(/"description":("(?:[^"\\]|\\.)*")/g)].map(([, text]) => JSON.parse(text as string));
    assert.ok(descriptions.length >= 8);
    assert.deepEqual(
      descriptions.filter((text: string) => chinese[text] === undefined),
      [],
    );
  });
});
