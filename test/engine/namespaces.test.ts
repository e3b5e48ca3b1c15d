import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { symbolAt } from '../../server/src/engine/navigation/navigate';
import { applyEdits, type Edit } from '../../server/src/text/edit';

const FILES: Readonly<Record<string, string>> = {
  'namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n',
  'kustomization.yaml': 'namespace: shop\nresources: [namespace.yaml, web.yaml]\n',
  'web.yaml': `apiVersion: v1
kind: Secret
metadata: { name: login, namespace: shop }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: "other"
  annotations:
    nginx.ingress.kubernetes.io/auth-tls-secret: "shop/login"
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web, namespace: other }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: runner, namespace: shop }]
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web, namespace: other }
spec: { selector: {}, endpoints: [{ port: http }], namespaceSelector: { matchNames: [shop] } }
`,
  'service.json': '{ "apiVersion": "v1", "kind": "Service", "metadata": { "name": "web", "namespace": "shop" } }',
};

describe('a namespace', () => {
  it('is defined by its object, and meant by all that lies in it or leads there', () => {
    const symbol = at('web.yaml', 'namespace: |shop');
    assert.deepEqual(
      symbol?.definitions.map(({ file }) => file),
      ['namespace.yaml'],
    );
    assert.deepEqual(symbol?.references.map(({ file, start, end }) => `${file} ${FILES[file]?.slice(start, end)}`).sort(), [
      'kustomization.yaml shop',
      'service.json "shop"',
      'web.yaml shop',
      'web.yaml shop',
      'web.yaml shop',
      'web.yaml shop',
    ]);
  });

  it('is renamed everywhere, in quotes and as a part of a name', () => {
    const edits = at('namespace.yaml', 'name: |shop')?.rename?.('till');
    assert.ok(Array.isArray(edits));
    for (const [file, text] of Object.entries(FILES)) {
      const own: readonly Edit[] = edits.filter((edit) => edit.at.file === file);
      assert.equal(applyEdits(text, own), text.replaceAll('shop', 'till'), file);
    }
    const refusal = at('namespace.yaml', 'name: |shop')?.rename?.('a.b');
    assert.ok(refusal && 'template' in refusal);
  });

  it('is told apart from the name behind it', () => {
    assert.deepEqual([at('web.yaml', '"sh|op/login')?.name, at('web.yaml', 'shop/lo|gin')?.name], ['shop', 'login']);
    assert.match(
      at('web.yaml', '"sh|op/login')?.describe?.(({ template, values }) => template.replace('{0}', String(values[0]))) ?? '',
      /Namespace.*6 references/s,
    );
  });

  it('is known where no file defines it', () => {
    const symbol = at('web.yaml', '"|other');
    assert.deepEqual([symbol?.definitions.length, symbol?.references.length], [0, 3]);
  });
});

describe('the number in a Route of OpenShift', () => {
  const route = (port: number) => `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }, { port: 9090 }] }
---
apiVersion: route.openshift.io/v1
kind: Route
metadata: { name: web }
spec: { to: { kind: Service, name: web }, port: { targetPort: ${port} } }
`;

  for (const [port, definition] of [
    [8080, 'targetPort: 8080'],
    [9090, 'port: 9090'],
    [80, undefined],
  ] as const) {
    it(`${port} is a port of the pods`, () => {
      const analysis = new Analysis();
      const text = route(port);
      analysis.setFile('all.yaml', text);
      const symbol = symbolAt(analysis, 'all.yaml', text.lastIndexOf(String(port)));
      const expected = definition === undefined ? [] : [text.indexOf(definition) + definition.indexOf(String(port))];
      assert.deepEqual(
        symbol?.definitions.map(({ start }) => start),
        expected,
      );
      assert.equal(symbol?.rename, undefined);
    });
  }
});

function at(file: string, marked: string) {
  const analysis = new Analysis();
  for (const [path, text] of Object.entries(FILES)) analysis.setFile(path, text);
  const place = FILES[file]?.indexOf(marked.replace('|', '')) ?? -1;
  assert.ok(place >= 0, `${file} does not hold ${marked}`);
  return symbolAt(analysis, file, place + marked.indexOf('|'));
}
