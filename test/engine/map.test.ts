import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { layOut, pack, partsOf } from '../../server/src/engine/map/layout';
import { toMermaid } from '../../server/src/engine/map/mermaid';
import { toSvg } from '../../server/src/engine/map/svg';
import { groupOf, mapWorkspace, narrow, type WorkspaceMap } from '../../server/src/engine/map/workspace-map';
import { byFile } from '../../server/src/engine/report';

const SHOP = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  labels: { app.kubernetes.io/part-of: front }
spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: web
          image: registry.test/web:1.0.0
          envFrom: [{ configMapRef: { name: missing } }, { secretRef: { name: maybe, optional: true } }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports: [{ port: 80 }]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  defaultBackend: { service: { name: web, port: { number: 80 } } }
`;

const ODD = `apiVersion: v1
kind: ConfigMap
metadata: { name: 'a"<&>b', namespace: other }
data: {}
`;

/** A Deployment that mounts many ConfigMaps and is selected by a Service. */
const star = (count: number) => ({
  'star.yaml': SHOP.replace(/envFrom: .*/, `envFrom: [${Array.from({ length: count }, (_, n) => `{ configMapRef: { name: settings-${n} } }`).join(', ')}]`)
    .replace(/---\napiVersion: networking[\s\S]*/, '')
    .replaceAll('shop', 'big'),
});

function mapOf(files: Readonly<Record<string, string>>): WorkspaceMap {
  const analysis = new Analysis();
  for (const [file, text] of Object.entries(files)) analysis.setFile(`/w/${file}`, text);
  return mapWorkspace(analysis.project, '/w', byFile(analysis.allReports()));
}

const map = mapOf({ 'deploy/shop.yaml': SHOP, 'deploy/odd.yaml': ODD });

describe('the map', () => {
  const edges = map.edges.map(({ from, to, kind, missing }) => `${from.split('@')[0]} ${missing ? 'misses' : kind} ${to.split('@')[0]}`).sort();

  it('leads along references and selectors, and to what is missing', () => {
    assert.deepEqual(edges, [
      'Deployment/shop/web misses ConfigMap/shop/missing?',
      'Ingress/shop/web routes Service/shop/web',
      'Service/shop/web selects Deployment/shop/web',
    ]);
  });

  it('counts the findings of each object', () => {
    const byName = new Map(map.nodes.map((node) => [`${node.kind}/${node.name}`, node]));
    assert.equal(byName.get('Deployment/web')?.warnings, 1);
    assert.equal(byName.get('Service/web')?.errors, 0);
    assert.equal(byName.get('ConfigMap/missing')?.at, undefined);
  });

  it('groups by namespace, or by what applications say they belong to and otherwise by folder', () => {
    const [web] = map.nodes.filter(({ kind }) => kind === 'Deployment');
    const [odd] = map.nodes.filter(({ namespace }) => namespace === 'other');
    assert.ok(web && odd);
    assert.deepEqual([groupOf(web, 'namespace'), groupOf(web, 'application')], ['shop', 'front']);
    assert.deepEqual([groupOf(odd, 'namespace'), groupOf(odd, 'application')], ['other', 'deploy']);
  });

  it('narrowed to a group shows also what leads into it', () => {
    const front = narrow(map, (node) => groupOf(node, 'application') === 'front');
    assert.deepEqual(front.nodes.map(({ kind }) => kind).sort(), ['ConfigMap', 'Deployment', 'Service']);
  });
});

describe('the picture', () => {
  const svg = toSvg(map, 'namespace', ({ at }) => at?.file);

  it('links what is defined, says the findings, and quotes what names hold', () => {
    const links = [...svg.matchAll(/<a href="([^"]*)" data-id="[^"]*" aria-label="([^"]*)"/g)].map(([, href, label]) => `${href} ${label}`).sort();
    assert.deepEqual(links, [
      '/w/deploy/odd.yaml ConfigMap a&quot;&lt;&amp;&gt;b: 1 error, 0 warnings',
      '/w/deploy/shop.yaml Deployment web: 0 errors, 1 warning',
      '/w/deploy/shop.yaml Ingress web: 0 errors, 0 warnings',
      '/w/deploy/shop.yaml Service web: 0 errors, 0 warnings',
    ]);
  });

  it('says what lines mean', () => {
    const verbs = [...svg.matchAll(/<path class="edge[^>]*><title>([^<]*)/g)].map(([, verb]) => verb);
    assert.deepEqual(verbs.sort(), ['routes to', 'selects', 'uses']);
  });

  it('overlaps no node with another, and keeps nodes in their frames', () => {
    const many = mapOf({
      ...Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`deploy/${n}.yaml`, SHOP.replaceAll('shop', `shop-${n}`)])),
      ...star(30),
    });
    const boxes = pack(partsOf(many, 'namespace').map((part) => layOut(part, 'namespace'))).flatMap(({ left, top, sheet }) =>
      sheet.nodes.map(({ node, box }) => {
        const frame = sheet.frames.find(({ name }) => name === groupOf(node, 'namespace'));
        assert.ok(frame && frame.box.left <= box.left && box.left + box.width <= frame.box.left + frame.box.width);
        assert.ok(frame.box.top <= box.top && box.top + box.height <= frame.box.top + frame.box.height);
        return { ...box, left: box.left + left, top: box.top + top };
      }),
    );
    assert.equal(boxes.length, many.nodes.length);
    for (const [index, a] of boxes.entries()) {
      for (const b of boxes.slice(index + 1)) {
        const apart = a.left + a.width <= b.left || b.left + b.width <= a.left || a.top + a.height <= b.top || b.top + b.height <= a.top;
        assert.ok(apart);
      }
    }
  });

  it('puts what hangs on one node alone into a block that one line leads to, instead of into a tower', () => {
    const [part, ...others] = partsOf(mapOf(star(30)), 'namespace');
    assert.ok(part && others.length === 0);
    const { edges: lines, nodes, frames, height, width } = layOut(part, 'namespace');
    assert.deepEqual([part.edges.length, lines.length, nodes.length], [31, 2, 32]);
    assert.deepEqual(
      frames.map(({ name }) => name),
      ['big', undefined],
    );
    assert.ok(height < width);
    const [few] = partsOf(mapOf(star(4)), 'namespace');
    assert.equal(few && layOut(few, 'namespace').edges.length, 5);
  });

  it('of nothing is an empty picture', () => {
    assert.match(
      toSvg({ nodes: [], edges: [] }, 'namespace', () => undefined),
      /viewBox="0 0 1 1"/,
    );
  });
});

it('Mermaid gets every edge once, and names that cannot end a string', () => {
  const text = toMermaid(map, 'namespace');
  assert.equal(text.match(/-->|-\.->/g)?.length, map.edges.length);
  assert.match(text, /\["ConfigMap<br\/>a#34;#60;#38;#62;b"\]|\[\/"ConfigMap<br\/>a#34;#60;#38;#62;b"\/\]/);
});
