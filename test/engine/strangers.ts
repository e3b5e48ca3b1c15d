/** Files of many tools as they stand beside manifests, by path. None of them has a fault. */
export const STRANGERS: Readonly<Record<string, string>> = {
  'kustom/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namePrefix: a-
resources: [base.yaml]
components: [comp]
patches:
  - path: p1.yaml
  - path: p2.yaml
    target: { kind: Deployment, name: web }
  - patch: |-
      - op: replace
        path: /spec/replicas
        value: 3
    target: { kind: Deployment }
patchesStrategicMerge: [p3.yaml]
patchesJson6902:
  - target: { version: v1, kind: Service, name: web }
    path: j.yaml
configMapGenerator:
  - name: c
    literals: [A=b]
secretGenerator:
  - name: s
    envs: [s.env]
generators: [gen.yaml]
transformers: [tr.yaml]
replacements:
  - path: repl.yaml
configurations: [conf.yaml]
images:
  - name: web
    newTag: v2
`,
  'kustom/s.env': `A=b
`,
  'kustom/base.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: "web:1" }] } }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`,
  'kustom/p1.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec:
      containers:
        - name: web
          $patch: replace
          image: web:2
        - $patch: delete
          name: old
`,
  'kustom/p2.yaml': `- op: add
  path: /spec/template/spec/hostUsers
  value: false
`,
  'kustom/p3.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
$patch: delete
`,
  'kustom/j.yaml': `[{ "op": "remove", "path": "/spec/x" }]
`,
  'kustom/gen.yaml': `apiVersion: builtin
kind: ConfigMapGenerator
metadata: { name: g }
literals: [a=b]
`,
  'kustom/tr.yaml': `apiVersion: builtin
kind: PatchTransformer
metadata: { name: t }
patch: '[{"op": "replace", "path": "/spec/replicas", "value": 2}]'
target: { kind: Deployment }
`,
  'kustom/repl.yaml': `source: { kind: ConfigMap, name: c, fieldPath: data.A }
targets: [{ select: { kind: Deployment }, fieldPaths: [spec.replicas] }]
`,
  'kustom/conf.yaml': `namePrefix:
  - path: metadata/name
    kind: Foo
nameReference:
  - kind: ConfigMap
    fieldSpecs: [{ path: spec/x, kind: Bar }]
`,
  'kustom/comp/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches:
  - target: { kind: Deployment }
    patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: ignored }
      spec: { replicas: 5 }
`,
  'chart/Chart.yaml': `apiVersion: v2
name: web
version: 1.0.0
type: application
appVersion: "1"
`,
  'chart/values.yaml': `kind: Deployment
apiVersion: apps/v1
replicaCount: 1
image: { repository: web, tag: "1" }
service: { type: ClusterIP, port: 80 }
ingress: { enabled: false, hosts: [{ host: a, paths: [/] }] }
spec: { containers: hello }
`,
  'chart/templates/deploy.yaml': `apiVersion: apps/v1
kind: {{ .Values.kind }}
metadata:
  name: {{ include "x" . }}
spec:
  {{- if .Values.a }}
  replicas: {{ .Values.replicaCount }}
  {{- end }}
  wrong: x
`,
  'chart/templates/plain.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: plain }
data: { a: 1 }
`,
  'chart/crds/crd.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: foos.example.com }
spec: { group: example.com, scope: Namespaced, names: { kind: Foo, plural: foos }, versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } }] }
`,
  'kube/config.yaml': `apiVersion: v1
kind: Config
clusters: [{ name: a, cluster: { server: https://a } }]
users: [{ name: a, user: {} }]
contexts: [{ name: a, context: { cluster: a, user: a } }]
current-context: a
preferences: {}
`,
  'argo/app.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: a, namespace: argocd }
spec:
  project: default
  source: { repoURL: https://a, path: x, targetRevision: HEAD, helm: { valuesObject: { a: 1 } } }
  destination: { server: https://kubernetes.default.svc, namespace: a }
  syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: [CreateNamespace=true] }
---
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: a }
spec:
  generators: [{ list: { elements: [{ cluster: a, url: b }] } }]
  template:
    metadata: { name: '{{cluster}}-a' }
    spec:
      project: default
      source: { repoURL: https://a, targetRevision: HEAD, path: '{{path}}' }
      destination: { server: '{{url}}', namespace: a }
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: { generateName: a- }
spec: { entrypoint: a, templates: [{ name: a, container: { image: a:1 } }] }
`,
  'flux/a.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: a, namespace: flux-system }
spec: { interval: 5m, path: ./a, prune: true, sourceRef: { kind: GitRepository, name: a }, postBuild: { substitute: { a: b } } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: a }
spec:
  interval: 5m
  chart: { spec: { chart: a, version: "1", sourceRef: { kind: HelmRepository, name: a } } }
  values: { a: { b: c } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: a }
spec: { interval: 1m, url: https://a, ref: { branch: main } }
`,
  'compose.yaml': `services:
  web: { build: ., ports: ["80:80"], deploy: { replicas: 2 } }
volumes: { a: {} }
`,
  'docker-compose.override.yml': `version: "3"
services: { a: { image: b } }
`,
  '.github/workflows/ci.yml': `name: x
on: { push: { branches: [main] } }
jobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: a@v1, with: { kind: Deployment } }] } }
`,
  '.github/dependabot.yml': `version: 2
updates: [{ package-ecosystem: gomod, directory: /, schedule: { interval: daily } }]
`,
  '.github/ISSUE_TEMPLATE/bug.yml': `name: Bug
description: A bug
title: "[Bug]: "
labels: [bug]
body:
  - type: markdown
    attributes: { value: Thanks }
  - type: input
    id: a
    attributes: { label: a }
`,
  '.github/ISSUE_TEMPLATE/config.yml': `blank_issues_enabled: false
contact_links: [{ name: a, url: b, about: c }]
`,
  '.gitlab-ci.yml': `stages: [a]
include: [{ local: a.yml }]
b: { stage: a, script: [x], image: y:1 }
`,
  '.circleci/config.yml': `version: 2.1
jobs: { a: { docker: [{ image: x:1 }], steps: [checkout] } }
workflows: { w: { jobs: [a] } }
`,
  'azure-pipelines.yml': `trigger: [main]
pool: { vmImage: u }
steps: [{ script: x }]
`,
  'bitbucket-pipelines.yml': `image: a:1
pipelines: { default: [{ step: { script: [x] } }] }
`,
  '.travis.yml': `language: go
script: [x]
`,
  '.drone.yml': `kind: pipeline
type: kubernetes
name: a
steps: [{ name: a, image: b, commands: [c] }]
---
kind: secret
name: a
get: { path: a, name: b }
`,
  'cloudbuild.yaml': `steps: [{ name: gcr.io/x, args: [a] }]
images: [a]
`,
  'appveyor.yml': `version: 1.0.{build}
image: Ubuntu
build_script: [x]
`,
  'Jenkinsfile.yaml': `pipeline: { agent: any, stages: [] }
`,
  'woodpecker.yml': `steps: { build: { image: golang, commands: [go build] } }
when: { event: push }
`,
  '.buildkite/pipeline.yml': `steps: [{ label: a, command: b }]
`,
  'openapi.yaml': `openapi: 3.0.0
info: { title: a, version: "1" }
paths: { /a: { get: { responses: { "200": { description: ok } } } } }
`,
  'asyncapi.yaml': `asyncapi: 2.0.0
info: { title: a, version: "1" }
channels: {}
`,
  'skaffold.yaml': `apiVersion: skaffold/v4beta6
kind: Config
metadata: { name: a }
build: { artifacts: [{ image: a }] }
manifests: { rawYaml: [a.yaml] }
`,
  'kind.yaml': `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes: [{ role: control-plane, extraPortMappings: [{ containerPort: 80, hostPort: 80 }] }]
`,
  'kubeadm.yaml': `apiVersion: kubeadm.k8s.io/v1beta3
kind: InitConfiguration
nodeRegistration: { name: a }
---
apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
networking: { podSubnet: 10.0.0.0/8 }
---
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
cgroupDriver: systemd
---
kind: KubeProxyConfiguration
apiVersion: kubeproxy.config.k8s.io/v1alpha1
mode: ipvs
`,
  'catalog-info.yaml': `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: a, annotations: { x: y } }
spec: { type: service, lifecycle: production, owner: a }
`,
  'docker-bake.yaml': `group: { default: { targets: [a] } }
target: { a: { dockerfile: Dockerfile, tags: [x] } }
`,
  'mkdocs.yml': `site_name: a
nav: [{ Home: index.md }]
markdown_extensions: [{ pymdownx.emoji: { emoji_index: !!python/name:material.extensions.emoji.twemoji } }]
`,
  'ansible/play.yml': `- hosts: all
  become: true
  tasks:
    - name: a
      kubernetes.core.k8s:
        state: present
        definition: { apiVersion: v1, kind: Namespace, metadata: { name: "{{ ns }}" } }
`,
  'ansible/roles/a/tasks/main.yml': `- name: x
  shell: "echo {{ a }}"
`,
  'ansible/group_vars/all.yml': `kind: web
image: x
`,
  'ansible/inventory.yml': `all: { hosts: { a: { ansible_host: b } } }
`,
  'k3s/config.yaml': `write-kubeconfig-mode: "0644"
tls-san: [a]
disable: [traefik]
`,
  'k3s/registries.yaml': `mirrors: { docker.io: { endpoint: [https://a] } }
`,
  'k0s.yaml': `apiVersion: k0s.k0sproject.io/v1beta1
kind: ClusterConfig
metadata: { name: k0s }
spec: { network: { provider: calico } }
`,
  'k0sctl.yaml': `apiVersion: k0sctl.k0sproject.io/v1beta1
kind: Cluster
spec: { hosts: [{ role: controller }] }
`,
  'k3d.yaml': `apiVersion: k3d.io/v1alpha5
kind: Simple
metadata: { name: a }
servers: 1
`,
  'eksctl.yaml': `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: a, region: b, version: "1.30" }
managedNodeGroups: [{ name: a }]
`,
  'capi.yaml': `apiVersion: cluster.x-k8s.io/v1beta1
kind: Cluster
metadata: { name: a }
spec: { clusterNetwork: { pods: { cidrBlocks: [10.0.0.0/8] } }, infrastructureRef: { apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: AWSCluster, name: a } }
---
apiVersion: bootstrap.cluster.x-k8s.io/v1beta1
kind: KubeadmConfigTemplate
metadata: { name: a }
spec: { template: { spec: { joinConfiguration: { nodeRegistration: { name: "{{ ds.meta_data.local_hostname }}" } } } } }
`,
  'tekton.yaml': `apiVersion: tekton.dev/v1
kind: Task
metadata: { name: a }
spec: { params: [{ name: p, type: string }], steps: [{ name: s, image: golang:1.22, script: "go build $(params.p)" }] }
---
apiVersion: tekton.dev/v1beta1
kind: PipelineRun
metadata: { generateName: a- }
spec: { pipelineRef: { name: a } }
`,
  'prom/rules.yml': `groups: [{ name: a, rules: [{ alert: A, expr: "up == 0", for: 5m, annotations: { summary: "{{ $labels.instance }}" } }] }]
`,
  'prom/prometheus.yml': `global: { scrape_interval: 15s }
scrape_configs: [{ job_name: a, kubernetes_sd_configs: [{ role: pod }] }]
`,
  'prom/alertmanager.yml': `route: { receiver: a }
receivers: [{ name: a }]
`,
  'values-prod.yaml': `kind: StatefulSet
replicas: x
metadata: { a: b }
spec: { foo: bar }
`,
  'config/app.yaml': `kind: Service
name: x
spec: y
`,
  'config/other.yml': `kind: Deployment
version: 3
env: production
`,
  'helmfile.yaml': `repositories: [{ name: a, url: b }]
releases: [{ name: a, chart: b/c, values: [{ a: b }] }]
`,
  'serverless.yml': `service: a
provider: { name: aws, runtime: go1.x }
functions: { a: { handler: b } }
`,
  'template.yaml': `AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Resources: { A: { Type: "AWS::S3::Bucket", Properties: { Name: !Sub "a-\${B}" } } }
`,
  'tiltfile.yaml': `a: b
`,
  'cue.yaml': `kind: Pod # not k8s
name: whale
species: orca
`,
  'swagger.yml': `swagger: "2.0"
definitions: { Pod: { type: object, properties: { kind: { type: string } } } }
`,
  'crossplane.yaml': `apiVersion: apiextensions.crossplane.io/v1
kind: Composition
metadata: { name: a }
spec: { compositeTypeRef: { apiVersion: a.b/v1, kind: X }, resources: [{ name: a, base: { apiVersion: v1, kind: Pod } }] }
`,
  'kyverno.yaml': `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: a }
spec: { rules: [{ name: a, match: { any: [{ resources: { kinds: [Pod] } }] }, validate: { message: "x {{request.object.metadata.name}}", pattern: { spec: { containers: [{ image: "!*:latest" }] } } } }] }
`,
  'openshift.yaml': `apiVersion: route.openshift.io/v1
kind: Route
metadata: { name: a }
spec: { to: { kind: Service, name: a } }
---
apiVersion: template.openshift.io/v1
kind: Template
metadata: { name: a }
objects: [{ apiVersion: v1, kind: Service, metadata: { name: "\${NAME}" }, spec: { ports: [{ port: "\${{PORT}}" }] } }]
parameters: [{ name: NAME }]
---
apiVersion: v1
kind: Template
metadata: { name: old }
objects: []
---
apiVersion: apps.openshift.io/v1
kind: DeploymentConfig
metadata: { name: a }
spec: { replicas: 1, triggers: [] }
---
apiVersion: v1
kind: Route
metadata: { name: x }
`,
  'knative.yaml': `apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: a }
spec: { template: { spec: { containerConcurrency: 5, containers: [{ image: "a:1", ports: [{ containerPort: 80 }], env: [{ name: A, value: b }] }] } }, traffic: [{ percent: 100, latestRevision: true }] }
`,
  'envsubst.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: \${NAME} }
spec:
  replicas: \${REPLICAS}
  selector: { matchLabels: { app: a } }
  template: { metadata: { labels: { app: a } }, spec: { containers: [{ name: a, image: "\${IMAGE}" }] } }
`,
  'ytt.yaml': `#@ load("@ytt:data", "data")
apiVersion: v1
kind: Service
metadata: { name: a }
spec: { ports: #@ data.values.ports
 }
`,
  'gotmpl.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: a }
data:
  t: |
    {{ range .X }}
    a: {{ . }}
    {{ end }}
`,
  'admission.yaml': `apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins: [{ name: PodSecurity, configuration: { apiVersion: pod-security.admission.config.k8s.io/v1, kind: PodSecurityConfiguration } }]
`,
  'encryption.yaml': `apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources: [{ resources: [secrets], providers: [{ identity: {} }] }]
`,
  'audit.yaml': `apiVersion: audit.k8s.io/v1
kind: Policy
rules: [{ level: Metadata }]
`,
  'scheduler.yaml': `apiVersion: kubescheduler.config.k8s.io/v1
kind: KubeSchedulerConfiguration
profiles: []
`,
  'devfile.yaml': `schemaVersion: 2.2.0
metadata: { name: a }
components: [{ name: a, container: { image: b } }]
`,
  'score.yaml': `apiVersion: score.dev/v1b1
metadata: { name: a }
containers: { a: { image: b } }
`,
  'okteto.yml': `build: { a: { context: . } }
deploy: [helm install]
dev: { a: { command: bash } }
`,
  'taskfile.yml': `version: "3"
tasks: { a: { cmds: [x] } }
`,
  'golangci.yml': `linters: { enable: [x] }
run: { timeout: 5m }
`,
  'goreleaser.yaml': `version: 2
builds: [{ main: ./a }]
archives: []
dockers: [{ image_templates: ["a:{{ .Tag }}"] }]
`,
  'pre-commit.yaml': `repos: [{ repo: a, rev: b, hooks: [{ id: c }] }]
`,
  'sops.yaml': `creation_rules: [{ path_regex: a, age: b }]
`,
  'secret.enc.yaml': `apiVersion: v1
kind: Secret
metadata: { name: a }
data: { a: "ENC[AES256_GCM,data:abc,type:str]" }
sops: { kms: [], mac: x, version: 3.7.1 }
`,
  'sealed.yaml': `apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: a }
spec: { encryptedData: { a: AgB }, template: { metadata: { name: a }, type: Opaque } }
`,
  'i18n.yml': `en: { kind: Kind, apiVersion: v1 }
`,
  'grafana.yaml': `apiVersion: 1
providers: [{ name: a, type: file }]
`,
  'rke.yml': `nodes: [{ address: a, role: [controlplane] }]
services: { etcd: { snapshot: true } }
`,
  'kops.yaml': `apiVersion: kops.k8s.io/v1alpha2
kind: Cluster
metadata: { name: a }
spec: {}
`,
  'install-config.yaml': `apiVersion: v1
baseDomain: a
metadata: { name: a }
platform: {}
`,
  'krew.yaml': `apiVersion: krew.googlecontainertools.github.com/v1alpha2
kind: Plugin
metadata: { name: a }
spec: {}
`,
};
