import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { render } from '../../server/src/text/message';

/** Files in which a word stands wherever somebody may write one that is looked up. */
const filesWith = (word: string): Readonly<Record<string, string>> => ({
  'kinds.yaml': ['v1', 'apps/v1', 'batch/v1', 'argoproj.io/v1alpha1', 'networking.k8s.io/v1', word]
    .map(
      (version) => `apiVersion: ${version}\nkind: ${word}\nmetadata: { name: a, labels: { ${word}: a }, annotations: { ${word}: a } }\nspec: { ${word}: a }\n`,
    )
    .join('---\n'),
  'objects.yaml': `apiVersion: v1
kind: Secret
metadata: { name: ${word}, labels: { ${word}: a }, annotations: { ${word}: a } }
type: ${word}
data: { ${word}: a }
---
apiVersion: v1
kind: ResourceQuota
metadata: { name: a }
spec: { hard: { ${word}: 1 }, scopes: [${word}, BestEffort], scopeSelector: { matchExpressions: [{ scopeName: ${word}, operator: ${word} }] } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: a }
spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: apps/v1, kind: ${word}, name: web }, metrics: [{ type: ${word} }] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: a }
rules: [{ apiGroups: [""], resources: [${word}, pods/${word}], verbs: [${word}] }]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: a }
spec: { project: a, source: { repoURL: a }, destination: { server: x }, syncPolicy: { syncOptions: [${word}=true, { ${word}: true }] } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: a }
spec: { storageClassName: ${word}, accessModes: [${word}, ReadWriteMany], resources: { requests: { storage: 5${word} } } }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: a }
spec: { schedule: "@${word}", timeZone: ${word} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  strategy: { type: ${word} }
  selector: { matchLabels: { app: ${word} }, matchExpressions: [{ key: ${word}, operator: ${word} }] }
  template:
    metadata: { labels: { app: ${word}, ${word}: a }, annotations: { ${word}: a } }
    spec:
      nodeSelector: { kubernetes.io/arch: ${word}, ${word}: a }
      terminationGracePeriodSeconds: 30${word}
      securityContext: { sysctls: [{ name: ${word}, value: "1" }], appArmorProfile: { type: ${word} } }
      volumes: [{ name: a, ${word}: {} }, { name: b, emptyDir: { medium: ${word}, ${word}: 1 } }]
      containers:
        - name: ${word}
          image: ${word}
          ${word}: a
          command: [${word}]
          env: [{ name: ${word}, value: a }, { name: b, valueFrom: { ${word}: {} } }, { name: c, valueFrom: { resourceFieldRef: { resource: ${word} } } }]
          resources: { requests: { ${word}: 1, cpu: 1${word} } }
          livenessProbe: { httpGet: { port: ${word}, scheme: ${word} }, ${word}: 1 }
`,
  'kustomization.yaml': `apiVersion: ${word}\nkind: ${word}\n${word}: a\nresources: [${word}]\nimages: [{ name: a, ${word}: 1 }]\n`,
  'Chart.yaml': `apiVersion: v2\nname: a\nversion: 1.0.0\ntype: ${word}\n${word}: 1\n`,
  'values.schema.json': `{"type":"${word}","properties":{"${word}":{"type":"${word}"}}}`,
  kubeconfig: `apiVersion: v1\nkind: Config\nusers: [{ name: a, user: { auth-provider: { name: ${word} } } }]\n`,
  '.seaworthy.yaml': `${word}: 1\nrules: { ${word}: off }\n`,
  Dockerfile: `# ${word}=1
FROM ${word} AS a
FROM golang:${word} AS b
FROM alpine:3.20@${word}:abc
FROM --${word}=1 --platform=${word} alpine:3.20 AS ${word}
${word} a b
ENV ${word}=1
LABEL ${word}=1
RUN ${word} a && sudo ${word} install x && apt-get ${word} && npm ${word} && ${word}
RUN --mount=type=${word},${word}=1 apk add ${word}
EXPOSE 80/${word}
STOPSIGNAL ${word}
HEALTHCHECK --${word}=1 CMD ${word}
ENTRYPOINT ${word}
`,
});

describe('words that every object of JavaScript knows', () => {
  for (const word of ['constructor', '__proto__', 'toString']) {
    it(`are words like others: ${word}`, () => {
      const analysis = new Analysis();
      const files = Object.entries(filesWith(word));
      for (const [path, text] of files) analysis.setFile(`/w/${path}`, text);
      const said = files
        .flatMap(([path]) => analysis.reportsOf(`/w/${path}`))
        .map(({ message, fixes }) => [render(message), ...fixes.map((fix) => render(fix.title))]);
      assert.deepEqual(analysis.takeCrashes(), []);
      assert.deepEqual(
        said.flat().filter((text) => /native code|\[object/.test(text)),
        [],
      );
    });
  }
});
