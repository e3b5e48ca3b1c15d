import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DocumentSymbol, Location } from 'vscode-languageserver';
import { type Client, start } from './client';

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  #
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1.4.2
          ports: [{ name: http, containerPort: 8080 }]
          #
          livenessProbe:
            httpGet: { path: /healthz, port: htpt }
      #
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: http }]
`;

/** Types a word in the place of a comment sign, letter by letter, and gives the rules with findings after each. */
async function type(client: Client, before: string, word: string): Promise<string[][]> {
  const found: string[][] = [];
  for (let length = 0; length < word.length; length++) {
    const typed = word.slice(0, length);
    await client.replace('web.yaml', `${before}${length === 0 ? '#' : typed}\n`, `${before}${word.slice(0, length + 1)}\n`);
    found.push(await client.rules('web.yaml'));
  }
  return found;
}

describe('while a key is typed', () => {
  const places: readonly [where: string, before: string, word: string, label: string, after: string][] = [
    ['inside a mapping', '{ app: web } }\n  ', 'repl', 'replicas', '  replicas: \n  template:'],
    ['in a container', '8080 }]\n          ', 'start', 'startupProbe', '          startupProbe:\n            \n          livenessProbe:'],
    ['at the end of a document', 'htpt }\n      ', 'restart', 'restartPolicy', '      restartPolicy: \n---'],
  ];

  for (const [where, before, word, label, after] of places) {
    it(`${where}, it is completed`, async () => {
      const client = await start();
      await client.open('web.yaml', WEB);
      await type(client, before, word);
      const item = (await client.complete('web.yaml', before + word)).find((one) => one.label === label);
      assert.ok(item, `${label} is not offered`);
      assert.ok(client.completed('web.yaml', item).includes(after), client.completed('web.yaml', item));
    });

    it(`${where}, all other findings stay`, async () => {
      const client = await start();
      await client.open('web.yaml', WEB);
      const rules = await client.rules('web.yaml');
      assert.ok(rules.includes('probe-port-unknown'));
      for (const now of await type(client, before, word)) {
        assert.deepEqual(now.filter((rule) => rule !== 'yaml-unreadable').sort(), [...rules].sort());
        assert.ok(now.includes('yaml-unreadable'));
      }
    });
  }

  it('in two places, both are completed', async () => {
    const client = await start();
    await client.open('web.yaml', WEB);
    await type(client, '{ app: web } }\n  ', 'repl');
    await type(client, '8080 }]\n          ', 'res');
    for (const [word, label] of [
      ['  repl', 'replicas'],
      ['  res', 'resources'],
    ] as const)
      assert.ok((await client.complete('web.yaml', word)).some((one) => one.label === label));
  });

  it('the outline, names and what fields are stay known', async () => {
    const client = await start();
    await client.open('web.yaml', WEB);
    const textDocument = { uri: client.uri('web.yaml') };
    const outline = async () => (await client.ask<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument })).map(({ name }) => name);
    const names = await outline();
    await type(client, '{ app: web } }\n  ', 'repl');
    assert.deepEqual(await outline(), names);
    assert.match(JSON.stringify((await client.hover('web.yaml', 'livenessProbe'))?.contents), /`spec\.template\.spec\.containers\.0\.livenessProbe`/);
    const offset = client.textOf('web.yaml').indexOf('targetPort: http') + 'targetPort: '.length;
    const [{ start: position }] = [client.range('web.yaml', offset, offset)];
    const definitions = await client.ask<Location[]>('textDocument/definition', { textDocument, position });
    assert.deepEqual(
      definitions.map(({ range }) => range.start.line),
      [13],
    );
  });
});
