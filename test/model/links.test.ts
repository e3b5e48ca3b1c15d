// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what looks like one belongs to shells and pipelines.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { DEFAULT_SETTINGS } from '../../server/src/engine/settings';
import type { GoGrammar } from '../../server/src/go/grammar';
import { loadGoGrammar } from '../../server/src/workspace/go-grammar';

const DOCKERFILE =
  'FROM golang:1.22 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n';
const deployment = (image: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: user\nspec:\n  selector:\n    matchLabels:\n      app: user\n  template:\n    metadata:\n      labels:\n        app: user\n    spec:\n      containers:\n        - name: user\n          image: ${image}\n`;

/** Two Dockerfiles that no name tells apart, so that only a statement can. */
const TWO = { 'build/package/a/Dockerfile': DOCKERFILE, 'build/package/b/Dockerfile': DOCKERFILE };

function linked(files: Readonly<Record<string, string>>, image = 'registry.example.com/team/user:1.0.0', images = new Map<string, string>()): string {
  const analysis = new Analysis({ ...DEFAULT_SETTINGS, images });
  for (const [file, text] of Object.entries({ ...files, 'deploy/user.yaml': deployment(image) })) analysis.setFile(file, text);
  const [chain, ...others] = analysis.project.chains.filter(({ container }) => container.pod.owner.file === 'deploy/user.yaml');
  assert.deepEqual(others, []);
  return chain ? `${chain.image.dockerfile.file} by ${chain.reason}` : 'nothing';
}

describe('an image is linked to the Dockerfile', () => {
  const stated: readonly [what: string, file: string, text: string, reason?: string][] = [
    [
      'of a Makefile',
      'Makefile',
      'IMAGE ?= registry.example.com/team/user\nTAG := 1.0.0\nbuild:\n\tdocker build -t $(IMAGE):$(TAG) -f build/package/b/Dockerfile .\n',
    ],
    [
      'of a Makefile with a registry that nobody knows',
      'Makefile',
      'build:\n\tdocker build --pull --tag=$(REGISTRY)/user:$(shell git describe) \\\n\t  --file build/package/b/Dockerfile \\\n\t  --build-arg V=1 .\n',
    ],
    [
      'of a script elsewhere',
      'hack/build.sh',
      '#!/bin/sh\nIMG="${IMG:-registry.example.com/team/user}"\ndocker buildx build --platform linux/amd64,linux/arm64 -t "$IMG:dev" --push build/package/b\n',
    ],
    ['of a script that changes the folder', 'hack/build.sh', 'cd build/package/b && podman build -t team/user .\n'],
    [
      'of GitLab CI',
      '.gitlab-ci.yml',
      'stages: [build]\nbuild:\n  script:\n    - docker build -t "$CI_REGISTRY/user:$CI_COMMIT_SHA" -f build/package/b/Dockerfile $CI_PROJECT_DIR\n',
    ],
    [
      'of kaniko',
      '.gitlab-ci.yml',
      'stages: [build]\nbuild:\n  script:\n    - /kaniko/executor --context $CI_PROJECT_DIR --dockerfile $CI_PROJECT_DIR/build/package/b/Dockerfile --destination $REG/user:1\n',
    ],
    [
      'of a workflow',
      '.github/workflows/ci.yml',
      'on: push\njobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          context: .\n          file: build/package/b/Dockerfile\n          tags: |\n            ghcr.io/${{ github.repository_owner }}/user:latest\n',
    ],
    [
      'of a workflow with metadata',
      '.github/workflows/ci.yml',
      'on: push\njobs:\n  a:\n    steps:\n      - id: meta\n        uses: docker/metadata-action@v5\n        with:\n          images: registry.example.com/team/user\n      - uses: docker/build-push-action@v6\n        with:\n          context: build/package/b\n          tags: ${{ steps.meta.outputs.tags }}\n',
    ],
    [
      'of a step in a shell',
      '.github/workflows/ci.yml',
      'on: push\nenv:\n  IMAGE: registry.example.com/team/user\njobs:\n  a:\n    steps:\n      - run: |\n          docker build build/package/b \\\n            -t ${{ env.IMAGE }}:${{ github.sha }}\n',
    ],
    [
      'of Cloud Build',
      'cloudbuild.yaml',
      "steps:\n  - name: gcr.io/cloud-builders/docker\n    args: ['build', '-t', 'gcr.io/$PROJECT_ID/user', '-f', 'build/package/b/Dockerfile', '.']\n",
    ],
    [
      'of a bake file',
      'docker-bake.hcl',
      'variable "REG" {\n  default = "registry.example.com/team"\n}\ntarget "base" {\n  context = "."\n  dockerfile = "build/package/b/Dockerfile"\n}\ntarget "user" {\n  inherits = ["base"]\n  tags = ["${REG}/user:1.0.0"]\n}\n',
    ],
    ['of a bake file in JSON', 'docker-bake.json', '{"target": {"user": {"context": "build/package/b", "tags": ["registry.example.com/team/user:1"]}}}'],
    [
      'of skaffold',
      'skaffold.yaml',
      'apiVersion: skaffold/v4beta6\nkind: Config\nbuild:\n  artifacts:\n    - image: registry.example.com/team/user\n      context: build/package/b\n',
      'skaffold',
    ],
    ['of Compose', 'compose.yaml', 'services:\n  user:\n    image: team/user\n    build: build/package/b\n', 'compose'],
    [
      'of a Jenkinsfile',
      'Jenkinsfile',
      "pipeline {\n  sh 'docker build -t registry.example.com/team/user:${BUILD_NUMBER} -f build/package/b/Dockerfile .'\n}\n",
    ],
  ];
  for (const [what, file, text, reason] of stated) {
    it(what, () => assert.equal(linked({ ...TWO, [file]: text }), `build/package/b/Dockerfile by ${reason ?? file.split('/').at(-1)}`));
  }

  it('of the setting, whatever else is stated', () => {
    const files = { ...TWO, Makefile: 'build:\n\tdocker build -t registry.example.com/team/user -f build/package/b/Dockerfile .\n' };
    assert.equal(linked(files, undefined, new Map([['registry.example.com/team/user', 'build/package/a/Dockerfile']])), 'build/package/a/Dockerfile by images');
  });

  it('of the folder of that name', () => {
    assert.equal(linked({ 'services/user/Dockerfile': DOCKERFILE, 'services/web/Dockerfile': DOCKERFILE }), 'services/user/Dockerfile by user');
  });

  it('of a name that a kustomization gives it', () => {
    const files = { ...TWO, Makefile: 'build:\n\tdocker build -t controller:latest build/package/b\n' };
    const kustomization = 'resources: [user.yaml]\nimages:\n  - name: controller\n    newName: registry.example.com/team/user\n';
    assert.equal(linked({ ...files, 'deploy/kustomization.yaml': kustomization }), 'build/package/b/Dockerfile by Makefile');
  });
});

describe('one Dockerfile makes several images', () => {
  const MAIN = 'package main\n\nfunc main() {}\n';
  const STAGES =
    'FROM golang:1.22 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /out/ ./cmd/...\nFROM scratch AS user\nCOPY --from=build /out/user /user\nENTRYPOINT ["/user"]\nFROM scratch AS mail\nCOPY --from=build /out/mail /mail\nENTRYPOINT ["/mail"]\n';
  const ARGUMENT =
    'FROM golang:1.22 AS build\nARG NAME\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app ./cmd/${NAME}\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n';
  const MODULE = { 'go.mod': 'module example.com/shop\n\ngo 1.22\n', 'cmd/user/main.go': MAIN, 'cmd/mail/main.go': MAIN };
  let grammar: GoGrammar;
  before(async () => {
    grammar = await loadGoGrammar();
  });

  const runs = (files: Readonly<Record<string, string>>, image = 'team/user:1.0.0') => {
    const analysis = new Analysis();
    analysis.useGrammar(grammar);
    for (const [file, text] of Object.entries({ ...MODULE, ...files, 'deploy/user.yaml': deployment(image) })) analysis.setFile(file, text);
    return analysis.project.chains.map(({ program }) => program?.directory ?? '?').join(' ');
  };
  const rows: readonly [what: string, expected: string, files: Readonly<Record<string, string>>][] = [
    [
      'by a stage',
      'cmd/user',
      { Dockerfile: STAGES, Makefile: 'a:\n\tdocker build --target user -t team/user .\nb:\n\tdocker build --target=mail -t team/mail .\n' },
    ],
    [
      'by a stage of Compose',
      'cmd/user',
      { Dockerfile: STAGES, 'compose.yaml': 'services:\n  user:\n    image: team/user\n    build: { context: ., target: user }\n' },
    ],
    ['by a stage of bake', 'cmd/user', { Dockerfile: STAGES, 'docker-bake.hcl': 'target "user" {\n  target = "user"\n  tags = ["team/user:1"]\n}\n' }],
    ['by a stage that is called like it', 'cmd/user', { Dockerfile: STAGES, Makefile: 'a:\n\tdocker build -t team/user .\n' }],
    [
      'by stages that differ',
      '',
      { Dockerfile: STAGES, Makefile: 'a:\n\tdocker build --target user -t team/user .\n\tdocker build --target mail -t team/user .\n' },
    ],
    [
      'by an argument',
      'cmd/user',
      { Dockerfile: ARGUMENT, Makefile: 'a:\n\tdocker build --build-arg NAME=user -t team/user .\nb:\n\tdocker build --build-arg NAME=mail -t team/mail .\n' },
    ],
    [
      'by an argument of Compose',
      'cmd/user',
      { Dockerfile: ARGUMENT, 'compose.yaml': 'services:\n  user:\n    image: team/user\n    build:\n      context: .\n      args: [NAME=user]\n' },
    ],
    ['by an argument that nobody knows', '?', { Dockerfile: ARGUMENT, Makefile: 'a:\n\tdocker build --build-arg NAME=$(NAME) -t team/user .\n' }],
  ];
  for (const [what, expected, files] of rows) it(what, () => assert.equal(runs(files), expected));
});

describe('an image is linked to no Dockerfile', () => {
  it('where two are stated for it', () => {
    const text = 'a:\n\tdocker build -t team/user build/package/a\nb:\n\tdocker build -t team/user build/package/b\n';
    assert.equal(linked({ ...TWO, Makefile: text }), 'nothing');
  });

  it('where the last part of its name comes from a variable', () => {
    assert.equal(linked({ ...TWO, Makefile: 'build:\n\tdocker build -t registry.example.com/$(NAME):1 build/package/b\n' }), 'nothing');
  });

  it('where the Dockerfile does not exist, or its name comes from a variable', () => {
    assert.equal(linked({ ...TWO, Makefile: 'build:\n\tdocker build -t team/user build/package/c\n' }), 'nothing');
    assert.equal(linked({ ...TWO, Makefile: 'build:\n\tdocker build -t team/user -f $(FILE) .\n' }), 'nothing');
  });

  it('where somebody else makes it', () => {
    assert.equal(linked({ 'redis/Dockerfile': DOCKERFILE, Makefile: 'b:\n\tdocker build -t $(REG)/redis redis\n' }, 'redis:7.2.4'), 'nothing');
  });
});

describe('what states a build', () => {
  it('is read again when it changes', () => {
    const analysis = new Analysis();
    const now = () => analysis.project.chains.map(({ image }) => image.dockerfile.file);
    for (const [file, text] of Object.entries({ ...TWO, 'deploy/user.yaml': deployment('team/user:1.0.0') })) analysis.setFile(file, text);
    assert.deepEqual(now(), []);
    analysis.setFile('Makefile', 'b:\n\tdocker build -t team/user build/package/b\n');
    assert.deepEqual(now(), ['build/package/b/Dockerfile']);
    analysis.setFile('Makefile', 'b:\n\tdocker build -t team/user build/package/a\n');
    assert.deepEqual(now(), ['build/package/a/Dockerfile']);
    analysis.removeFile('Makefile');
    assert.deepEqual(now(), []);
  });

  it('may be anything', () => {
    const analysis = new Analysis();
    const strange = [
      'docker build -t',
      'docker build -t "',
      'docker build -t $(',
      'docker build -f\\\n',
      `docker build -t ${'$('.repeat(5000)}`,
      'A=$(B)\nB=$(A)\nx:\n\tdocker build -t $(A) .',
    ];
    for (const text of strange) analysis.setFile('Makefile', text);
    for (const text of ['target "x" {', 'target "a" {\n inherits = ["a"]\n tags = ["${x"]\n}', '{"target": [null, {"tags": 3}]}', '{{{']) {
      analysis.setFile('docker-bake.hcl', text);
      analysis.setFile('docker-bake.json', text);
    }
    assert.deepEqual(analysis.allReports(), []);
  });
});
