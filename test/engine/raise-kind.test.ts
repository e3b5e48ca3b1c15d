import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { render } from '../../server/src/text/message';

/** The titles of the fixes that `rule` gives for a manifest. */
function titles(text: string, rule: string): string[] {
  const analysis = new Analysis();
  analysis.setFile('object.yaml', text);
  return analysis
    .reportsOf('object.yaml')
    .filter((report) => report.rule.id === rule)
    .flatMap(({ fixes }) => fixes.map(({ title }) => render(title)));
}

// That the fix is offered beside other faults is shown on the page of `kind-not-served`.
describe('raising an object that has other faults', () => {
  const request = (more: string) => `apiVersion: certificates.k8s.io/v1beta1
kind: CertificateSigningRequest
metadata: { name: shop }
spec: { request: LS0tLS1CRUdJTg==, usages: [client auth]${more} }
`;

  it('is not offered where only the other version refuses something', () => {
    assert.deepEqual(titles(request(''), 'kind-not-served'), []);
    assert.deepEqual(titles(request(', sorts: [client auth]'), 'kind-not-served'), []);
  });

  it('is offered where both versions refuse the same', () => {
    const raise = ['Change the apiVersion to `certificates.k8s.io/v1`'];
    assert.deepEqual(titles(request(', signerName: example.com/shop'), 'kind-not-served'), raise);
    assert.deepEqual(titles(request(', signerName: example.com/shop, sorts: 1, groups: yes'), 'kind-not-served'), raise);
  });
});
