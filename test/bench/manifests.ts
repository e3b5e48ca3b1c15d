import { Random } from '../random';

// Manifests as people write them: comments, both ways to indent lists, quotes here and there, settings as blocks of text.

const NAMES = ['web', 'api', 'orders', 'users', 'payments', 'search', 'mail', 'reports', 'catalog', 'gateway', 'worker', 'session'];

/** One service with everything that belongs to it, as documents. `number` keeps its names apart from all others. */
export function serviceManifests(random: Random, number: number): string[] {
  const name = `${random.pick(NAMES)}-${number}`;
  const port = 8000 + random.below(1000);
  const head = (apiVersion: string, kind: string, own = name) =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${own}\n  namespace: team-${number % 40}\n  labels:\n    app: ${name}\n    app.kubernetes.io/part-of: shop\n`;
  const documents = [
    `${head('apps/v1', 'Deployment')}${workload(random, name, port)}`,
    `${head('v1', 'Service')}spec:\n  selector:\n    app: ${name}\n  ports:\n  - name: http\n    port: 80\n    targetPort: http\n`,
    `${head('v1', 'ConfigMap', `${name}-settings`)}data:\n  LOG_LEVEL: "info"\n  settings.yaml: |\n    # How the ${name} service behaves.\n    timeout: 30s\n    retries: ${random.below(9)}\n    hosts:\n      - a.example.com\n      - b.example.com\n`,
    `${head('v1', 'ServiceAccount')}automountServiceAccountToken: false\n`,
  ];
  if (random.once(2)) documents.push(`${head('v1', 'Secret', `${name}-credentials`)}type: Opaque\nstringData:\n  password: 'not a real one ${number}'\n`);
  if (random.once(2))
    documents.push(
      `${head('networking.k8s.io/v1', 'Ingress')}  annotations:\n    nginx.ingress.kubernetes.io/proxy-body-size: "8m"\nspec:\n  ingressClassName: nginx\n  rules:\n    - host: ${name}.example.com\n      http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              service:\n                name: ${name}\n                port:\n                  name: http\n`,
    );
  if (random.once(3))
    documents.push(
      `${head('autoscaling/v2', 'HorizontalPodAutoscaler')}spec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }\n  minReplicas: 2\n  maxReplicas: 10\n  metrics:\n    - type: Resource\n      resource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } }\n`,
    );
  if (random.once(3))
    documents.push(`${head('policy/v1', 'PodDisruptionBudget')}spec:\n  maxUnavailable: 1\n  selector:\n    matchLabels:\n      app: ${name}\n`);
  if (random.once(4))
    documents.push(
      `${head('rbac.authorization.k8s.io/v1', 'Role')}rules:\n- apiGroups: [""]\n  resources: ["configmaps"]\n  verbs: ["get", "list", "watch"]\n`,
      `${head('rbac.authorization.k8s.io/v1', 'RoleBinding')}roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: ${name}\nsubjects:\n- kind: ServiceAccount\n  name: ${name}\n  namespace: team-${number % 40}\n`,
    );
  if (random.once(5))
    documents.push(
      `${head('batch/v1', 'CronJob', `${name}-cleanup`)}spec:\n  schedule: "${random.below(60)} 3 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: OnFailure\n          containers:\n            - name: cleanup\n              image: registry.example.com/${name}:1.4.2\n              args: ["cleanup", "--older-than=72h"]\n              resources:\n                limits: { memory: 128Mi }\n`,
    );
  return documents;
}

/** Documents of several services, `count` of them. */
export function manifests(count: number, seed = 1): string[] {
  const random = new Random(seed);
  const documents: string[] = [];
  for (let number = 1; documents.length < count; number++) documents.push(...serviceManifests(random, number));
  return documents.slice(0, count);
}

function workload(random: Random, name: string, port: number): string {
  // A mistake now and then, since that is what is looked for.
  const probePort = random.once(20) ? 'htpp' : 'http';
  const settings = random.once(20) ? `${name}-setting` : `${name}-settings`;
  const sidecar = random.once(4)
    ? `        - name: proxy\n          image: "registry.example.com/proxy:2.1.0"\n          ports:\n            - name: metrics\n              containerPort: 9090\n          securityContext:\n            runAsNonRoot: true\n            readOnlyRootFilesystem: true\n`
    : '';
  return `spec:
  replicas: ${1 + random.below(4)}
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      serviceAccountName: ${name}
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
      containers:
        # The service itself.
        - name: ${name}
          image: registry.example.com/${name}:1.${random.below(20)}.${random.below(9)}
          imagePullPolicy: IfNotPresent
          ports:
            - name: http
              containerPort: ${port}
          env:
            - name: PORT
              value: "${port}"
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
          envFrom:
            - configMapRef:
                name: ${settings}
          readinessProbe:
            httpGet:
              path: /ready
              port: ${probePort}
            periodSeconds: 5
          livenessProbe:
            httpGet: { path: /healthz, port: http }
            initialDelaySeconds: ${random.below(30)}
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 256Mi # as measured
          volumeMounts:
            - name: settings
              mountPath: /etc/${name}
              readOnly: true
${sidecar}      volumes:
        - name: settings
          configMap:
            name: ${name}-settings
`;
}
