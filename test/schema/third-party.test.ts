import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { THIRD_PARTY } from '../../schemas/generate/sources';
import { checkObject } from '../../server/src/schema/check';
import { definitionAt } from '../../server/src/schema/definition';
import { thirdPartySchema } from '../../server/src/schema/third-party';
import { readYaml } from '../../server/src/yaml/read';
import { Value } from '../../server/src/yaml/value';
import { read } from '../repository';

const file = JSON.parse(read('schemas/third-party.json')) as {
  readonly projects: readonly (readonly [string, string, number])[];
  readonly kinds: readonly (readonly [group: string, version: string, kind: string])[];
  readonly definitions: readonly Readonly<Record<string, string>>[];
};

describe('the kinds of others', () => {
  it('hold as much as they should', () => {
    const fields = file.definitions.reduce((count, fields) => count + Object.keys(fields).length, 0);
    assert.deepEqual({ kinds: file.kinds.length, definitions: file.definitions.length, fields }, { kinds: 206, definitions: 2117, fields: 9565 });
    assert.deepEqual(
      file.projects,
      THIRD_PARTY.map(({ project, version, required }) => [project, version, required ? 1 : 0]),
    );
    assert.ok(read('schemas/third-party.json').length < 250_000);
  });

  it('each have a schema that takes an object with nothing in it but what it needs', () => {
    for (const [group, version, kind] of file.kinds) {
      const said = check(`apiVersion: ${group}/${version}\nkind: ${kind}\nmetadata: { name: web }\n`, group, version, kind);
      assert.deepEqual(
        said.filter((finding) => !finding.startsWith('missing-field')),
        [],
        kind,
      );
    }
  });

  it('know fields, types and the definitions of Kubernetes', () => {
    const at = (group: string, version: string, kind: string, ...steps: string[]) => {
      const schema = thirdPartySchema(group, version, kind);
      return schema && definitionAt(schema.root, steps)?.fields;
    };
    assert.ok(at('cert-manager.io', 'v1', 'Certificate', 'spec')?.has('secretName'));
    assert.ok(at('argoproj.io', 'v1alpha1', 'Rollout', 'spec', 'template', 'spec', 'containers', '0')?.has('livenessProbe'));
    assert.ok(at('argoproj.io', 'v1alpha1', 'Application', 'spec', 'syncPolicy', 'automated')?.has('selfHeal'));
    assert.ok(at('monitoring.coreos.com', 'v1', 'ServiceMonitor', 'spec', 'endpoints', '0')?.has('interval'));
    assert.ok(at('gateway.networking.k8s.io', 'v1', 'HTTPRoute', 'spec', 'rules', '0', 'matches', '0', 'path')?.has('value'));
    assert.ok(at('networking.istio.io', 'v1beta1', 'VirtualService', 'spec', 'http', '0')?.has('route'));
    assert.ok(at('traefik.io', 'v1alpha1', 'IngressRoute', 'spec', 'routes', '0')?.has('middlewares'));
    assert.ok(at('keda.sh', 'v1alpha1', 'ScaledObject', 'spec')?.has('triggers'));
    assert.ok(at('helm.toolkit.fluxcd.io', 'v2', 'HelmRelease', 'spec', 'chart', 'spec')?.has('sourceRef'));
    assert.ok(at('serving.knative.dev', 'v1', 'Service', 'spec', 'template', 'spec')?.has('containers'));
    assert.ok(at('karpenter.sh', 'v1', 'NodePool', 'spec', 'disruption')?.has('consolidateAfter'));
    assert.ok(at('external-secrets.io', 'v1', 'ExternalSecret', 'spec')?.has('secretStoreRef'));
    assert.ok(at('bitnami.com', 'v1alpha1', 'SealedSecret', 'spec')?.has('encryptedData'));
    assert.equal(at('example.com', 'v1', 'Certificate'), undefined);
    assert.equal(at('cert-manager.io', 'v1alpha1', 'Certificate'), undefined);
  });

  it('call nothing required where the package does so without need', () => {
    assert.deepEqual(check('apiVersion: eventing.knative.dev/v1\nkind: Trigger\nspec: {}\n', 'eventing.knative.dev', 'v1', 'Trigger'), []);
  });
});

function check(text: string, group: string, version: string, kind: string): string[] {
  const schema = thirdPartySchema(group, version, kind);
  const [document] = readYaml('a.yaml', text).documents;
  const root = document && Value.root(document);
  assert.ok(schema && root, kind);
  return checkObject(root, schema, { from: 33, to: 36 }).map((finding) => `${finding.kind} ${finding.value.path} ${'name' in finding ? finding.name : ''}`);
}
