import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { render } from '../../server/src/text/message';
import { STRANGERS } from './strangers';

describe('files of other tools beside manifests', () => {
  const analysis = new Analysis();
  for (const [path, text] of Object.entries(STRANGERS)) analysis.setFile(`/w/${path}`, text);

  for (const path of Object.keys(STRANGERS)) {
    it(`${path} has no fault`, () => {
      const reports = analysis.reportsOf(`/w/${path}`).filter(({ severity }) => severity === 'error' || severity === 'warning');
      assert.deepEqual(
        reports.map(({ rule, message }) => `${rule.id}: ${render(message)}`),
        [],
      );
    });
  }

  it('are no objects, but for those that are', () => {
    const isObject = (path: string) => analysis.documentsOf(`/w/${path}`).some(({ classification }) => classification.kind === 'kubernetes');
    assert.deepEqual(Object.keys(STRANGERS).filter(isObject), [
      'kustom/base.yaml',
      'chart/crds/crd.yaml',
      'argo/app.yaml',
      'flux/a.yaml',
      'capi.yaml',
      'tekton.yaml',
      'crossplane.yaml',
      'kyverno.yaml',
      'openshift.yaml',
      'knative.yaml',
      'gotmpl.yaml',
      'secret.enc.yaml',
      'sealed.yaml',
    ]);
  });
});
