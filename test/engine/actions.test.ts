import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { actionsAt } from '../../server/src/engine/actions/actions-at';
import { Analysis } from '../../server/src/engine/analysis';
import { DEFAULT_SETTINGS } from '../../server/src/engine/settings';
import type { GoGrammar } from '../../server/src/go/grammar';
import { applyEdits } from '../../server/src/text/edit';
import { render } from '../../server/src/text/message';
import { loadGoGrammar } from '../../server/src/workspace/go-grammar';

let grammar: GoGrammar;
before(async () => {
  grammar = await loadGoGrammar();
});

type Files = Readonly<Record<string, string>>;

function analyse(files: Files): Analysis {
  const analysis = new Analysis({ ...DEFAULT_SETTINGS, profile: 'production' });
  analysis.useGrammar(grammar);
  for (const [file, text] of Object.entries(files)) analysis.setFile(file, text);
  return analysis;
}

/** The files after the action of a title, at the first place of some words. */
function changed(files: Files, file: string, words: string, title: string): Record<string, string> {
  const analysis = analyse(files);
  const actions = actionsAt(analysis, file, (files[file] as string).indexOf(words));
  const action = actions.find((one) => render(one.title) === title);
  assert.ok(action, `${title} is not among: ${actions.map((one) => render(one.title)).join(', ')}`);
  const texts: Record<string, string> = { ...files };
  for (const one of new Set(action.edits.map(({ at }) => at.file)))
    texts[one] = applyEdits(
      texts[one] ?? '',
      action.edits.filter(({ at }) => at.file === one),
    );
  return texts;
}

function reportsOf(files: Files, file?: string): string[] {
  return analyse(files)
    .allReports()
    .filter(({ at }) => file === undefined || at.file === file)
    .map(({ rule, at, message }) => `${at.file}: ${rule.id}: ${render(message)}`);
}

const CREATE = 'Create Deployment and Service for this Dockerfile';
const SHUTDOWN = '\tctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)\n\tdefer stop()\n\t_ = ctx\n';
const go = (imports: readonly string[], body: string) =>
  `package main\n\nimport (\n${['context', 'os/signal', 'syscall', ...imports].map((one) => `\t${one.includes('"') ? one : `"${one}"`}\n`).join('')})\n\nfunc main() {\n${SHUTDOWN}${body}\n}\n`;
const dockerfile = (base = 'gcr.io/distroless/static-debian12:nonroot', more = 'USER 65532:65532\n') =>
  `FROM golang:1.25-bookworm AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /shop .\n\nFROM ${base}\nCOPY --from=build /shop /shop\n${more}ENTRYPOINT ["/shop"]\n`;
const project = (source: string, requires = '', image = dockerfile()): Files => ({
  'go.mod': `module example.com/shop\n\ngo 1.25\n${requires === '' ? '' : `\nrequire ${requires}\n`}`,
  'go.sum': '',
  'main.go': source,
  Dockerfile: image,
  '.dockerignore': '.git\n',
});

const HTTP = go(['net/http'], '\thttp.HandleFunc("GET /healthz", nil)\n\thttp.ListenAndServe(":8080", nil)');

describe('a Dockerfile gets a Deployment and a Service', () => {
  const programs: readonly [what: string, files: Files, shows: readonly RegExp[]][] = [
    ['for net/http', project(HTTP), [/path: \/healthz/, /containerPort: 8080/, /GOMEMLIMIT\n {14}value: 115MiB/, /targetPort: http/]],
    [
      'for gin, with its port in the environment',
      project(
        go(['github.com/gin-gonic/gin'], '\tr := gin.Default()\n\tr.GET("/ready", nil)\n\tr.GET("/live", nil)\n\tr.Run()'),
        'github.com/gin-gonic/gin v1.10.0',
        dockerfile(undefined, 'ENV PORT=9000\nUSER 65532:65532\n'),
      ),
      [/containerPort: 9000/, /path: \/ready/, /path: \/live/, /GIN_MODE/],
    ],
    ['for a program without a path to ask', project(go(['net'], '\tl, _ := net.Listen("tcp", ":7000")\n\t_ = l')), [/tcpSocket/, /port: 7000/]],
    [
      'for gRPC',
      project(
        go(
          ['net', 'google.golang.org/grpc', 'google.golang.org/grpc/health', 'healthpb "google.golang.org/grpc/health/grpc_health_v1"'],
          '\tl, _ := net.Listen("tcp", ":50051")\n\ts := grpc.NewServer()\n\thealthpb.RegisterHealthServer(s, health.NewServer())\n\ts.Serve(l)\n\ts.GracefulStop()',
        ),
        'google.golang.org/grpc v1.66.0',
      ),
      [/grpc:\n {14}port: 50051/, /targetPort: grpc/],
    ],
    ['for root and a low port', project(HTTP.replace(':8080', ':80'), '', dockerfile('alpine:3.22.1', '')), [/runAsUser: 65532/, /ip_unprivileged_port_start/]],
    [
      'for what it writes',
      project(
        go(
          ['net/http', 'os'],
          '\tos.MkdirAll("/var/cache/shop", 0o755)\n\tf, _ := os.CreateTemp("", "x")\n\t_ = f\n\thttp.HandleFunc("GET /healthz", nil)\n\thttp.ListenAndServe(":8080", nil)',
        ),
      ),
      [/mountPath: \/var\/cache\/shop/, /mountPath: \/tmp/, /emptyDir: \{\}/],
    ],
    [
      'for a database in a file',
      project(
        go(
          ['database/sql', 'net/http', '_ "modernc.org/sqlite"'],
          '\tdb, err := sql.Open("sqlite", "/data/shop.db")\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\t_ = db\n\thttp.HandleFunc("GET /healthz", nil)\n\thttp.ListenAndServe(":8080", nil)',
        ),
        'modernc.org/sqlite v1.34.0',
      ),
      [/kind: PersistentVolumeClaim/, /replicas: 1/, /type: Recreate/, /mountPath: \/data/, /fsGroup: 65532/],
    ],
  ];
  for (const [what, files, shows] of programs) {
    it(`${what}, that the production profile has nothing to say to`, () => {
      const files2 = changed(files, 'Dockerfile', 'FROM', CREATE);
      const made = Object.keys(files2).filter((file) => !(file in files));
      assert.deepEqual(made, ['k8s/shop.yaml']);
      for (const pattern of shows) assert.match(files2['k8s/shop.yaml'] as string, pattern);
      assert.deepEqual(reportsOf(files2, 'k8s/shop.yaml'), []);
      const known = new Set(reportsOf(files));
      assert.deepEqual(
        reportsOf(files2).filter((one) => !known.has(one)),
        [],
      );
    });
  }

  it('beside the manifests that are there, under the name that a Makefile gives', () => {
    const files = {
      ...project(HTTP),
      'deploy/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\ndata: {}\n',
      Makefile: 'image:\n\tdocker build -t ghcr.io/team/storefront:dev .\n',
    };
    const made = changed(files, 'Dockerfile', 'FROM', CREATE)['deploy/storefront.yaml'];
    assert.match(made ?? '', /image: ghcr\.io\/team\/storefront:0\.1\.0/);
  });

  it('only where its image runs nowhere, and where it starts anything', () => {
    const files = changed(project(HTTP), 'Dockerfile', 'FROM', CREATE);
    assert.deepEqual(actionsAt(analyse(files), 'Dockerfile', 0), []);
    assert.deepEqual(actionsAt(analyse({ Dockerfile: 'FROM alpine:3.22.1\nRUN apk add --no-cache git\n' }), 'Dockerfile', 0), []);
    assert.deepEqual(actionsAt(analyse({ Dockerfile: '' }), 'Dockerfile', 0), []);
  });
});

describe('a container gets', () => {
  const PROBES = 'Add probes for this program';
  const RESOURCES = 'Add requests, limits and Go runtime settings';
  const bare = (files: Files, part: RegExp) => ({ ...files, 'k8s/shop.yaml': (files['k8s/shop.yaml'] as string).replace(part, '') });
  const whole = () => changed(project(HTTP), 'Dockerfile', 'FROM', CREATE);

  it('probes that ask what the program answers', () => {
    const files = bare(whole(), / {10}readinessProbe:[\s\S]*?failureThreshold: 3\n/);
    assert.ok(reportsOf(files).some((one) => one.includes('readiness-probe-missing')));
    const mended = changed(files, 'k8s/shop.yaml', 'image:', PROBES);
    assert.deepEqual(reportsOf(mended, 'k8s/shop.yaml'), []);
    assert.deepEqual(
      actionsAt(analyse(mended), 'k8s/shop.yaml', (mended['k8s/shop.yaml'] as string).indexOf('image:')).map((one) => render(one.title)),
      [],
    );
  });

  it('requests, limits and what Go must know of them', () => {
    const files = bare(bare(whole(), / {10}resources:[\s\S]*?(?= {10}securityContext)/), / {10}env:\n[\s\S]*?MiB\n/);
    assert.ok(reportsOf(files).some((one) => one.includes('requests-missing')));
    assert.deepEqual(reportsOf(changed(files, 'k8s/shop.yaml', 'image:', RESOURCES), 'k8s/shop.yaml'), []);
  });

  it('what is missing beside what is there', () => {
    const files = whole();
    const text = (files['k8s/shop.yaml'] as string)
      .replace(
        / {10}resources:[\s\S]*?(?= {10}securityContext)/,
        '          resources:\n            limits:\n              cpu: "1" # agreed\n              memory: 256Mi\n',
      )
      .replace('GOMEMLIMIT', 'MODE')
      .replace('115MiB', 'x');
    const older = { ...files, 'k8s/shop.yaml': text, 'go.mod': 'module example.com/shop\n\ngo 1.24\n' };
    const mended = changed(older, 'k8s/shop.yaml', 'image:', RESOURCES)['k8s/shop.yaml'] as string;
    assert.match(mended, /limits:\n {14}cpu: "1" # agreed\n {14}memory: 256Mi\n {12}requests:\n {14}cpu: 100m\n {14}memory: 256Mi\n/);
    assert.match(mended, /GOMEMLIMIT\n {14}value: 230MiB\n {12}- name: GOMAXPROCS/);
  });

  it('no probes where nobody knows what it serves', () => {
    const deployment = whole()['k8s/shop.yaml'] as string;
    const files = { 'k8s/shop.yaml': deployment.replace(/ {10}readinessProbe:[\s\S]*?failureThreshold: 3\n/, '') };
    const titles = actionsAt(analyse(files), 'k8s/shop.yaml', deployment.indexOf('image:')).map((one) => render(one.title));
    assert.deepEqual(titles, []);
  });
});

describe('Make this Dockerfile multi-stage for Go', () => {
  const SPLIT = 'Make this Dockerfile multi-stage for Go';
  const PAGES = go(
    ['html/template', 'net/http'],
    '\tt := template.Must(template.ParseGlob("templates/*.html"))\n\t_ = t\n\thttp.HandleFunc("GET /healthz", nil)\n\thttp.ListenAndServe(":8080", nil)',
  );
  const single = (dockerfile: string, source = HTTP): Files => ({
    'go.mod': 'module example.com/shop\n\ngo 1.25\n\nrequire github.com/google/uuid v1.6.0\n',
    'go.sum': '',
    'main.go': source,
    'templates/index.html': '',
    Dockerfile: dockerfile,
  });
  const CASES: readonly (readonly [what: string, files: Files, dockerfile: string])[] = [
    [
      'as tutorials begin',
      single('FROM golang:1.25\nWORKDIR /app\nCOPY . .\nRUN go build -o main .\n# the API\nEXPOSE 8080\nCMD ["./main"]\n', PAGES),
      'FROM golang:1.25 AS build\nWORKDIR /app\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o main .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nWORKDIR /app\nCOPY --from=build /app/main /app/main\nCOPY --from=build /app/templates /app/templates\n# the API\nEXPOSE 8080\nUSER 65532:65532\nENTRYPOINT ["/app/main"]\n',
    ],
    [
      'that starts the program by its name alone',
      single('FROM golang:1.25\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN go build -o /usr/local/bin/shop .\nCMD ["shop"]\n'),
      'FROM golang:1.25 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /usr/local/bin/shop .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nWORKDIR /src\nCOPY --from=build /usr/local/bin/shop /usr/local/bin/shop\nUSER 65532:65532\nENTRYPOINT ["/usr/local/bin/shop"]\n',
    ],
    [
      'that runs what go run builds, with arguments',
      single(
        'FROM golang:1.25-alpine AS dev\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nENV GOFLAGS=-mod=mod GIN_MODE=release\nCMD ["go", "run", "main.go", "--verbose"]',
      ),
      'FROM golang:1.25-alpine AS dev\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nENV GOFLAGS=-mod=mod GIN_MODE=release\nRUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/shop main.go\n\nFROM gcr.io/distroless/static-debian13:nonroot\nWORKDIR /src\nENV GIN_MODE=release\nCOPY --from=dev /out/shop /usr/local/bin/shop\nUSER 65532:65532\nENTRYPOINT ["/usr/local/bin/shop"]\nCMD ["--verbose"]\n',
    ],
    [
      'that installs, and starts by a shell',
      single(
        'FROM golang:1.25-alpine\n\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN go install .\n\nUSER nobody\nENTRYPOINT exec shop\n',
      ),
      'FROM golang:1.25-alpine AS build\n\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN CGO_ENABLED=0 go install .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nWORKDIR /src\nCOPY --from=build /go/bin/shop /usr/local/bin/shop\nUSER 65532:65532\nENTRYPOINT ["/usr/local/bin/shop"]\n',
    ],
  ];
  for (const [what, files, expected] of CASES) {
    it(`${what}, so that the production profile has nothing to say to`, () => {
      const after = changed(files, 'Dockerfile', 'FROM', SPLIT);
      assert.equal(after.Dockerfile, expected);
      assert.match(after['.dockerignore'] ?? '', /^\.git$/m);
      assert.deepEqual(
        reportsOf(after).filter((one) => !one.startsWith('main.go')),
        [],
      );
    });
  }

  it('is not offered where the program would miss something', () => {
    const offered = (files: Files) => actionsAt(analyse(files), 'Dockerfile', 0).map(({ title }) => render(title));
    const plain = 'FROM golang:1.25\nWORKDIR /app\nCOPY . .\nRUN go build -o main .\nCMD ["./main"]\n';
    assert.ok(offered(single(plain)).includes(SPLIT));
    assert.ok(offered(single(plain.replace('go build', 'CGO_ENABLED=0 GOOS=linux GOARCH=amd64 go build -a'))).includes(SPLIT));
    const none: readonly Files[] = [
      single(plain, go(['"C"'], '')),
      single(plain, go(['os/exec'], '\texec.Command("git").Run()')),
      single(plain, go(['os'], '\tos.WriteFile("/data/x", nil, 0o644)')),
      single(plain.replace('["./main"]', './setup.sh && ./main')),
      single(plain.replace('go build', 'CGO_ENABLED=1 go build')),
      single(plain.replace('golang:1.25', 'registry.example.com/go:1')),
      single(`${plain}FROM alpine:3.22\n`),
      { Dockerfile: plain },
    ];
    for (const files of none) assert.ok(!offered(files).includes(SPLIT), files.Dockerfile);
  });
});

describe('Create .dockerignore', () => {
  it('leaves out what is not for the image, and is not offered twice', () => {
    const files: Files = {
      Dockerfile: 'FROM alpine:3.22.1\nCOPY main.go /app\nUSER 65532\nENTRYPOINT ["/app"]\n',
      'main.go': 'package main\n',
      'go.mod': 'module example.com/a\n\ngo 1.25\n',
    };
    const after = changed(files, 'Dockerfile', 'FROM', 'Create .dockerignore');
    assert.match(after['.dockerignore'] ?? '', /^\.git\n[\s\S]*^\.env$[\s\S]*^\*\.test$/m);
    assert.ok(!actionsAt(analyse(after), 'Dockerfile', 0).some(({ title }) => render(title) === 'Create .dockerignore'));
  });

  it('so that the production profile has nothing to say to', () => {
    const { '.dockerignore': _, ...bare } = project(HTTP);
    const assets = { '.env': 'TOKEN=x\n', 'shop.test': '', 'testdata/a.json': '{}\n', 'docs/README.md': '', 'web/index.html': '' };
    for (const files of [
      bare,
      { ...bare, ...assets },
      { ...bare, ...assets, Dockerfile: dockerfile().replace('COPY go.mod', 'COPY docs ./docs\nCOPY go.mod') },
    ]) {
      assert.ok(reportsOf(files).some((one) => one.includes('dockerignore-missing')));
      const after = changed(files, 'Dockerfile', 'FROM', 'Create .dockerignore');
      assert.deepEqual(reportsOf(after), []);
      assert.deepEqual(
        Object.keys(after).filter((file) => !(file in files)),
        ['.dockerignore'],
      );
    }
  });
});
