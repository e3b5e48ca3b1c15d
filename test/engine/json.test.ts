import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { fileKind, isManifest } from '../../server/src/engine/file-kind';
import type { Fix } from '../../server/src/rules/rule';
import { applyEdits, type Edit } from '../../server/src/text/edit';
import { render } from '../../server/src/text/message';

/** Of those that do not collide. */
function edits(fixes: readonly Fix[]): Edit[] {
  const names = /^(?:Write|Rename|Remove the quotes)/;
  return fixes.filter(({ title }) => names.test(render(title))).flatMap((fix) => fix.edits);
}

describe('manifests in JSON', () => {
  const service =
    '{\n\t"apiVersion": "v1",\n\t"kind": "Service",\n\t"metadata": {"name": "web"},\n\t"spec": {"type": "clusterIP", "selector": {"app": "web"}, "ports": [{"port": 80}]}\n}\n';

  it('are read as kubectl reads them', () => {
    const analysis = new Analysis();
    analysis.setFile('web.json', service);
    const [report, ...others] = analysis.allReports();
    assert.deepEqual(others, []);
    assert.equal(report?.rule.id, 'value-not-allowed');
    assert.equal(service.slice(report?.at.start, report?.at.end), '"clusterIP"');
    assert.deepEqual(
      report?.fixes.map(({ title }) => render(title)),
      ['Write `ClusterIP`'],
    );
  });

  it('refer to objects in YAML', () => {
    const analysis = new Analysis();
    analysis.setFile('web.json', service.replace('clusterIP', 'ClusterIP'));
    analysis.setFile(
      'ingress.yaml',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec:\n  defaultBackend: { service: { name: web, port: { number: 81 } } }\n',
    );
    assert.deepEqual(
      analysis.allReports().map(({ rule }) => rule.id),
      ['ingress-port-unknown'],
    );
  });

  it('are mended in JSON', () => {
    const analysis = new Analysis();
    const text = `{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"containers": [
      {"name": "web", "Image": "registry.example.com/web:1", "ports": [{"containerPort": "8080"}], "imagePullPolicy": "always"}
    ]}}`;
    analysis.setFile('pod.json', text);
    const fixes = analysis.allReports().flatMap((report) => report.fixes.slice(0, 1));
    assert.ok(fixes.length >= 3);
    for (const { edits } of fixes) JSON.parse(applyEdits(text, edits));
    const all = JSON.parse(applyEdits(text, edits(fixes)));
    assert.equal(all.spec.containers[0].image, 'registry.example.com/web:1');
    assert.equal(all.spec.containers[0].imagePullPolicy, 'Always');
    assert.equal(all.spec.containers[0].ports[0].containerPort, 8080);
  });

  it('are told from other files by their names and texts', () => {
    assert.equal(fileKind('deploy/web.json'), 'json');
    assert.equal(fileKind('chart/values.schema.json'), 'yaml');
    for (const name of ['package.json', 'package-lock.json', 'tsconfig.base.json', 'settings.schema.json']) assert.equal(fileKind(name), 'other', name);
    assert.ok(isManifest(service));
    assert.ok(!isManifest('{"kind": "page"}'));
    const analysis = new Analysis();
    analysis.setFile('web.json', service);
    analysis.setFile('web.json', '{}');
    assert.equal(analysis.kindOf('web.json'), 'other');
    assert.deepEqual(analysis.allReports(), []);
  });
});
