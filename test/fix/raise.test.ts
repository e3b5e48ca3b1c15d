import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { raiseVersion } from '../../server/src/fix/migrate/raise';
import { applyEdits } from '../../server/src/text/edit';
import { readYaml } from '../../server/src/yaml/read';
import { Value } from '../../server/src/yaml/value';

// The frequent kinds are shown on the page of `kind-not-served`.
describe('raising an apiVersion', () => {
  it('writes down the defaults that admission webhooks had', () => {
    const before = `apiVersion: admissionregistration.k8s.io/v1beta1
kind: ValidatingWebhookConfiguration
webhooks:
  - name: check.example.com # ours
    sideEffects: Unknown
    timeoutSeconds: 5
`;
    assert.deepEqual(raise(before, 'ValidatingWebhookConfiguration', 'admissionregistration.k8s.io/v1'), {
      exact: false,
      text: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
webhooks:
  - name: check.example.com # ours
    sideEffects: None
    timeoutSeconds: 5
    admissionReviewVersions:
      - v1beta1
    failurePolicy: Ignore
    matchPolicy: Exact
`,
    });
  });

  it('turns the topology of endpoints into fields', () => {
    const before = `apiVersion: discovery.k8s.io/v1beta1
kind: EndpointSlice
endpoints:
  - addresses: [192.0.2.1]
    topology:
      kubernetes.io/hostname: node-1
      topology.kubernetes.io/zone: west
`;
    assert.deepEqual(raise(before, 'EndpointSlice', 'discovery.k8s.io/v1'), {
      exact: true,
      text: `apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
endpoints:
  - addresses: [192.0.2.1]
    nodeName: node-1
    zone: west
`,
    });
    assert.equal(raise(before.replace('topology.kubernetes.io/zone', 'region'), 'EndpointSlice', 'discovery.k8s.io/v1')?.exact, false);
  });

  it('tells budgets whose meaning changes', () => {
    const budget = (selector: string) => `apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nspec: { selector: ${selector} }\n`;
    assert.equal(raise(budget('{ matchLabels: { app: web } }'), 'PodDisruptionBudget', 'policy/v1')?.exact, true);
    assert.equal(raise(budget('{}'), 'PodDisruptionBudget', 'policy/v1')?.exact, false);
  });

  it('renames the shares of a priority level', () => {
    const before = 'apiVersion: flowcontrol.apiserver.k8s.io/v1beta2\nkind: PriorityLevelConfiguration\nspec:\n  limited: { assuredConcurrencyShares: 5 }\n';
    assert.match(raise(before, 'PriorityLevelConfiguration', 'flowcontrol.apiserver.k8s.io/v1')?.text ?? '', /limited: \{ nominalConcurrencyShares: 5 \}/);
  });

  it('carries versions and conversion of a definition over', () => {
    const before = `apiVersion: apiextensions.k8s.io/v1beta1
kind: CustomResourceDefinition
spec:
  group: example.com
  names: { kind: A, plural: as }
  conversion:
    strategy: Webhook
    webhookClientConfig: { url: https://example.com }
  validation: { openAPIV3Schema: { type: object } }
  versions:
    - { name: v1, served: true, storage: true }
    - name: v2 # next
      served: false
      storage: false
`;
    assert.equal(
      raise(before, 'CustomResourceDefinition', 'apiextensions.k8s.io/v1')?.text,
      `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: example.com
  names: { kind: A, plural: as }
  scope: Namespaced
  conversion:
    strategy: Webhook
    webhook:
      clientConfig: { url: https://example.com }
      conversionReviewVersions:
        - v1beta1
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          x-kubernetes-preserve-unknown-fields: true
          type: object
    - name: v2 # next
      served: false
      storage: false
      schema:
        openAPIV3Schema:
          x-kubernetes-preserve-unknown-fields: true
          type: object
`,
    );
  });

  it('changes the apiVersion alone where the rest is alike, and nothing where it is not', () => {
    const text = 'apiVersion: batch/v1beta1\nkind: CronJob\n';
    assert.equal(raise(text, 'CronJob', 'batch/v1', true)?.text, 'apiVersion: batch/v1\nkind: CronJob\n');
    assert.equal(raise(text, 'CronJob', 'batch/v1', false), undefined);
  });

  it('does not touch what it does not understand', () => {
    assert.equal(raise('apiVersion: extensions/v1beta1\nkind: Deployment\nspec: { template: {} }\n', 'Deployment', 'apps/v1'), undefined);
    assert.equal(
      raise('apiVersion: autoscaling/v2beta1\nspec:\n  metrics: [{ type: Pods, pods: { odd: 1 } }]\n', 'HorizontalPodAutoscaler', 'autoscaling/v2'),
      undefined,
    );
  });
});

function raise(text: string, kind: string, to: string, isAlike = false): { exact: boolean; text: string } | undefined {
  const [document] = readYaml('a.yaml', text).documents;
  const root = document && Value.root(document);
  assert.ok(root);
  const migration = raiseVersion(root, kind, root.string('apiVersion')?.value ?? '', to, () => isAlike);
  return migration && { exact: migration.exact, text: applyEdits(text, migration.edits) };
}
