import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import type { DocumentKind } from '../../server/src/model/classify';
import { render } from '../../server/src/text/message';

/** File name, text, what it is, and why. Templates of other tools are written as they stand in real files. */
const SAMPLES: readonly (readonly [file: string, text: string, kind: DocumentKind, reason: string])[] = [
  // Objects of a cluster, Kubernetes' own and others.
  ['a.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n', 'kubernetes', 'has the apiVersion `v1` and the kind `Pod`'],
  ['a.yaml', 'apiVersion: argoproj.io/v1alpha1\nkind: Application\n', 'kubernetes', 'has the apiVersion `argoproj.io/v1alpha1` and the kind `Application`'],
  [
    'a.yaml',
    'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n',
    'kubernetes',
    'has the apiVersion `kustomize.toolkit.fluxcd.io/v1` and the kind `Kustomization`',
  ],
  ['a.yaml', 'apiVersion: networking.istio.io/v1\nkind: Gateway\n', 'kubernetes', 'has the apiVersion `networking.istio.io/v1` and the kind `Gateway`'],
  [
    'a.yaml',
    'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n  groups:\n    - rules: [{ expr: up, annotations: { summary: "{{ $labels.job }} is down" } }]\n',
    'kubernetes',
    'has the apiVersion `monitoring.coreos.com/v1` and the kind `PrometheusRule`',
  ],
  [
    'a.yaml',
    'apiVersion: v1\nkind: ConfigMap\ndata:\n  page: |\n    {{ .Title }}\n  one: "{{ x }}"\n',
    'kubernetes',
    'has the apiVersion `v1` and the kind `ConfigMap`',
  ],
  ['a.yaml', 'apiVersion: app/v1\nkind: Deployment\n', 'kubernetes', 'has the apiVersion `app/v1` and the kind `Deployment`'],
  ['a.yaml', 'apiVersion: v1\nkind: List\nitems: []\n', 'list', 'has the apiVersion `v1` and the kind `List`'],
  ['a.yaml', 'apiVersion: v1\nkind: PodList\nitems: []\n', 'list', 'has the apiVersion `v1` and the kind `PodList`'],
  // Objects that somebody begins to write.
  ['a.yaml', 'kind: Deployment\n', 'kubernetes', 'has a kind, but no apiVersion yet'],
  ['a.yaml', 'apiVersion: apps/v1\n', 'kubernetes', 'has an apiVersion, but no kind yet'],
  ['a.yaml', 'apiVersion: [v1]\nkind: Pod\nmetadata: { name: a }\n', 'kubernetes', 'has a kind, but no apiVersion yet'],
  ['a.yaml', 'apiVersion:\nkind:\nmetadata: { name: a }\n', 'kubernetes', 'has a kind, but no apiVersion yet'],
  ['install-config.yaml', 'apiVersion: v1\nmetadata: { name: a }\nplatform: {}\n', 'other', 'has no apiVersion and kind'],
  ['.drone.yml', 'kind: pipeline\nname: default\nsteps: []\n', 'configuration', 'has the form of `Drone`'],
  // kustomize: patches only because a kustomization names them (below).
  ['kustomization.yaml', 'resources: [a.yaml]\n', 'kustomization', 'is called `kustomization.yaml`'],
  [
    'part.yaml',
    'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n',
    'kustomization',
    'has the apiVersion `kustomize.config.k8s.io/v1alpha1` and the kind `Component`',
  ],
  ['a.yaml', '- op: replace\n  path: /spec/replicas\n  value: 2\n', 'json-patch', 'is a list of `op` and `path`'],
  ['a.yaml', 'apiVersion: builtin\nkind: PrefixSuffixTransformer\nmetadata: { name: a }\n', 'configuration', 'has the form of `kustomize`'],
  ['a.yaml', 'source: { kind: ConfigMap }\ntargets: [{ select: { kind: Pod } }]\n', 'configuration', 'has the form of `kustomize replacements`'],
  // Helm.
  ['Chart.yaml', 'apiVersion: v2\nname: web\nversion: 1.0.0\n', 'helm-chart', 'is called `Chart.yaml`'],
  ['values.schema.json', '{ "type": "object" }\n', 'helm-schema', 'is called `values.schema.json`'],
  ['values-prod.yaml', 'replicas: 3\n', 'helm-values', 'is called `values-prod.yaml`'],
  ['ci/prod-values.yaml', 'replicas: 3\n', 'helm-values', 'is called `prod-values.yaml`'],
  ['a.yaml', 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n', 'helm-template', 'holds `{{`'],
  ['a.yaml', '{{- if .Values.on }}\napiVersion: v1\nkind: Service\n{{- end }}\n', 'helm-template', 'holds `{{`'],
  ['a.yaml', 'apiVersion: v1\nkind: Pod\nspec:\n{{ toYaml .Values.spec | indent 2 }}\n', 'helm-template', 'holds `{{`'],
  ['a.yaml', '{% if debug %}\napiVersion: v1\nkind: Pod\n{% endif %}\n', 'helm-template', 'holds `{%`'],
  ['a.yaml', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: @@NAME@@\n', 'helm-template', 'holds `@@NAME@@`'],
  ['a.yaml', '#@ load("@ytt:data", "data")\napiVersion: v1\nkind: Pod\n', 'helm-template', 'holds `#@`'],
  ['a.yaml', '# like {{ this }}\napiVersion: v1\nkind: Pod\n', 'kubernetes', 'has the apiVersion `v1` and the kind `Pod`'],
  // Read by programs from files, though they look like objects.
  ['config', 'apiVersion: v1\nkind: Config\nclusters: []\n', 'kubeconfig', 'has the apiVersion `v1` and the kind `Config`'],
  ['kind.yaml', 'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n', 'configuration', 'has the form of `kind configuration`'],
  ['kubeadm.yaml', 'apiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\n', 'configuration', 'has the form of `kubeadm configuration`'],
  [
    'a.yaml',
    'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n',
    'configuration',
    'has the form of `Kubernetes component configuration`',
  ],
  ['a.yaml', 'apiVersion: audit.k8s.io/v1\nkind: Policy\n', 'configuration', 'has the form of `Kubernetes component configuration`'],
  ['a.yaml', 'apiVersion: admission.k8s.io/v1\nkind: AdmissionReview\n', 'configuration', 'has the form of `Kubernetes component configuration`'],
  ['catalog-info.yaml', 'apiVersion: backstage.io/v1alpha1\nkind: Component\n', 'configuration', 'has the form of `Backstage entity`'],
  ['cluster.yaml', 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n', 'configuration', 'has the form of `cluster installer configuration`'],
  ['slo.yaml', 'apiVersion: openslo/v1\nkind: SLO\n', 'configuration', 'has the apiVersion `openslo/v1` and the kind `SLO`'],
  ['machine.yaml', 'apiVersion: v1alpha1\nkind: HostnameConfig\n', 'configuration', 'has the apiVersion `v1alpha1` and the kind `HostnameConfig`'],
  ['skaffold.yaml', 'apiVersion: skaffold/v4beta6\nkind: Config\n', 'skaffold', 'has the apiVersion `skaffold/v4beta6` and the kind `Config`'],
  ['a.yaml', 'apiVersion: skaffold/v4beta6\nbuild: {}\n', 'skaffold', 'has the apiVersion `skaffold/v4beta6`'],
  // Neither apiVersion nor kind.
  ['docker-compose.yml', 'services:\n  web: { image: nginx }\n', 'compose', 'is called `docker-compose.yml`'],
  ['stack.yml', 'services:\n  web: { image: nginx }\n', 'compose', 'has `services`'],
  [
    '.github/workflows/a.yml',
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: [{ run: echo {{ github.ref }} }]\n',
    'configuration',
    'has the form of `GitHub Actions`',
  ],
  ['workflow.yml', 'name: CI\non: [push]\njobs: { a: { runs-on: x } }\n', 'configuration', 'has the form of `GitHub Actions`'],
  ['action.yml', 'name: a\nruns: { using: node20, main: index.js }\n', 'configuration', 'has the form of `GitHub Actions`'],
  ['.gitlab-ci.yml', 'build: { script: [make] }\n', 'configuration', 'has the form of `GitLab CI`'],
  ['a.yml', 'version: 2.1\njobs: {}\nworkflows: {}\n', 'configuration', 'has the form of `CircleCI`'],
  ['a.yml', 'trigger: [main]\npool: { vmImage: ubuntu-latest }\n', 'configuration', 'has the form of `Azure Pipelines`'],
  ['cloudbuild.yaml', 'steps:\n  - name: gcr.io/cloud-builders/docker\n', 'configuration', 'has the form of `Cloud Build`'],
  ['api.yaml', 'openapi: 3.0.0\ninfo: { title: a }\npaths: {}\n', 'configuration', 'has the form of `OpenAPI`'],
  ['swagger.yaml', "swagger: '2.0'\n", 'configuration', 'has the form of `OpenAPI`'],
  ['prometheus.yml', 'scrape_configs: []\n', 'configuration', 'has the form of `Prometheus configuration`'],
  [
    'rules.yml',
    'groups:\n  - name: a\n    rules: [{ alert: A, annotations: { summary: "{{ $value }}" } }]\n',
    'configuration',
    'has the form of `Prometheus rules`',
  ],
  ['alertmanager.yml', 'route: { receiver: a }\nreceivers: [{ name: a }]\n', 'configuration', 'has the form of `Alertmanager configuration`'],
  ['otel.yaml', 'receivers: { otlp: {} }\nexporters: { debug: {} }\n', 'configuration', 'has the form of `OpenTelemetry Collector configuration`'],
  ['datasources.yaml', 'apiVersion: 1\ndatasources: []\n', 'configuration', 'has the form of `Grafana provisioning`'],
  ['helmfile.yaml', 'releases:\n  - name: a\n    chart: b\n', 'configuration', 'has the form of `Helmfile`'],
  ['template.yaml', 'AWSTemplateFormatVersion: "2010-09-09"\n', 'configuration', 'has the form of `CloudFormation`'],
  ['mkdocs.yml', 'site_name: a\n', 'configuration', 'has the form of `MkDocs`'],
  ['dependabot.yml', 'version: 2\nupdates: []\n', 'configuration', 'has the form of `Dependabot`'],
  ['bug.yml', 'name: Bug\nbody: [{ type: markdown, attributes: { value: a } }]\n', 'configuration', 'has the form of `GitHub issue form`'],
  ['docker-bake.yaml', 'target: { web: { dockerfile: Dockerfile } }\n', 'configuration', 'has the form of `Docker Bake`'],
  ['serverless.yml', 'service: a\nprovider: { name: aws }\nfunctions: {}\n', 'configuration', 'has the form of `Serverless`'],
  ['values.yaml', 'apiVersion: apps/v1\nkind: Deployment\nreplicas: 1\n', 'helm-values', 'is called `values.yaml`'],
  ['values.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n', 'kubernetes', 'has the apiVersion `v1` and the kind `ConfigMap`'],
  ['a.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: { name: ${NAME} }\n', 'helm-template', 'holds `${NAME}`'],
  ['a.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: [ }\nspec: ${SPEC}\n', 'broken', 'cannot be read as YAML'],
  ['app.yaml', 'port: 8080\n', 'other', 'has no apiVersion and kind'],
  ['playbook.yml', '- hosts: all\n  tasks: []\n', 'other', 'is a list'],
  ['note.yaml', 'just words\n', 'other', 'is a text'],
  // Nothing, and what cannot be read.
  ['a.yaml', '# nothing\n', 'empty', 'holds nothing'],
  ['a.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {\n', 'broken', 'cannot be read as YAML'],
  ['app.yaml', 'port: [\n', 'other', 'cannot be read as YAML'],
  ['.seaworthy.yaml', 'profile: production\n', 'settings', 'is called `.seaworthy.yaml`'],
];

describe('what a document is', () => {
  for (const [file, text, kind, reason] of SAMPLES) {
    it(`${file}: ${text.trim().replaceAll('\n', ' ⏎ ').slice(0, 60)}`, () => assert.deepEqual(classify({ [file]: text }), [[kind, reason]]));
  }

  it('is told document by document', () => {
    const text = 'apiVersion: v1\nkind: Pod\n---\n# nothing\n---\nport: 1\n---\nname: {{ x }}\n---\nkind: [\n';
    assert.deepEqual(
      classify({ 'a.yaml': text }).map(([kind]) => kind),
      ['kubernetes', 'empty', 'other', 'helm-template', 'broken'],
    );
  });

  it('depends on the kustomization that names it, and on nothing else', () => {
    const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n';
    assert.deepEqual(classify({ 'k/patch.yaml': patch }), [['kubernetes', 'has the apiVersion `apps/v1` and the kind `Deployment`']]);
    for (const naming of [
      'patches: [{ path: patch.yaml }]',
      'patchesStrategicMerge: [patch.yaml]',
      'patches: [patch.yaml]',
      'patchesJson6902: [{ path: patch.yaml }]',
    ]) {
      const [[kind, reason] = []] = classify({ 'k/patch.yaml': patch, 'k/kustomization.yaml': naming });
      assert.deepEqual([kind, reason], ['patch', 'is named as a patch by `k/kustomization.yaml`']);
    }
    assert.deepEqual(
      classify({ 'k/patch.yaml': '- op: remove\n  path: /spec\n', 'k/kustomization.yaml': 'patches: [{ path: patch.yaml }]' })[0]?.[0],
      'json-patch',
    );
    assert.deepEqual(classify({ 'k/patch.yaml': patch, 'kustomization.yaml': 'resources: [k/patch.yaml]' })[0]?.[0], 'kubernetes');
  });

  it('is a template below a chart, whatever it looks like', () => {
    const plain = 'apiVersion: v1\nkind: Service\n';
    const chart = { 'shop/Chart.yaml': 'name: shop\n' };
    assert.deepEqual(classify({ 'shop/templates/sub/a.yaml': plain, ...chart }), [['helm-template', 'lies in the templates of the chart `shop`']]);
    assert.deepEqual(classify({ 'shop/crds/a.yaml': plain, ...chart })[0]?.[0], 'kubernetes');
    assert.deepEqual(classify({ 'templates/a.yaml': plain })[0]?.[0], 'kubernetes');
  });
});

/** Kind and reason of the documents in the first of some files. */
function classify(files: Readonly<Record<string, string>>): (readonly [kind: DocumentKind, reason: string])[] {
  const analysis = new Analysis();
  for (const [file, text] of Object.entries(files)) analysis.setFile(file, text, 'yaml');
  const [first = ''] = Object.keys(files);
  return analysis.documentsOf(first).map(({ classification: { kind, reason } }) => [kind, render(reason)] as const);
}
