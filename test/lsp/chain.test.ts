import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CodeLens, Location, WorkspaceEdit } from 'vscode-languageserver';
import type { ImageChoice } from '../../server/src/lsp/requests';
import { type Client, type Start, start } from './client';

const DOCKERFILE = `FROM golang:1.23 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /user ./cmd/user

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /user /user
ENTRYPOINT ["/user"]
`;
const MAIN = 'package main\n\nimport "net/http"\n\nfunc main() {\n\thttp.ListenAndServe(":8080", nil)\n}\n';
const deployment = (name: string, image: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  selector:
    matchLabels: { app: ${name} }
  template:
    metadata:
      labels: { app: ${name} }
    spec:
      containers:
        - name: ${name}
          image: ${image}
`;
const USER = deployment('user', 'registry.example.com/team/user:1.4.2');
const MAKEFILE = 'image:\n\tdocker build -t registry.example.com/team/user:1.4.2 -f services/user/Dockerfile services/user\n';
const FILES = {
  'services/user/go.mod': 'module example.com/user\n\ngo 1.23\n',
  'services/user/cmd/user/main.go': MAIN,
  'services/user/Dockerfile': DOCKERFILE,
  'deploy/user.yaml': USER,
  'charts/user/values.yaml': 'image:\n  repository: registry.example.com/team/user\n  tag: 1.4.2\n',
  Makefile: MAKEFILE,
};
const COMMANDS = { commands: ['seaworthy.showReferences', 'seaworthy.linkImage'] };

it('hovers quote what the kubelet says of the user of this image', async () => {
  const manifest = deployment('user', 'registry.example.com/team/user:1.4.2\n          securityContext: { runAsNonRoot: true }');
  for (const [user, said] of [
    ['app', 'image has non-numeric user (app)'],
    ['0', 'image will run as root'],
  ] as const) {
    const client = await start({
      files: { ...FILES, 'services/user/Dockerfile': DOCKERFILE.replace('COPY --from', `USER ${user}\nCOPY --from`), 'deploy/user.yaml': manifest },
    });
    const path = 'services/user/Dockerfile';
    await client.open(path, DOCKERFILE.replace('COPY --from', `USER ${user}\nCOPY --from`), 'dockerfile');
    await client.until(async () => (await client.rules(path)).includes('run-as-non-root-image-user'));
    const { start: position } = (await client.diagnostic(path, 'run-as-non-root-image-user')).range;
    const shown = await client.ask<{ contents: { value: string } }>('textDocument/hover', { textDocument: { uri: client.uri(path) }, position });
    assert.ok(shown.contents.value.includes(said), shown.contents.value);
  }
});

async function open(options: Start = {}): Promise<Client> {
  const client = await start({ files: FILES, options: COMMANDS, ...options });
  // Go is read when its grammar is loaded.
  const dockerfile = { textDocument: { uri: client.uri('services/user/Dockerfile') } };
  await client.until(async () => (await client.ask<CodeLens[]>('textDocument/codeLens', dockerfile)).some(({ command }) => command?.title.includes('runs')));
  return client;
}

async function lenses(client: Client, path: string, text: string, language: string): Promise<string[]> {
  await client.open(path, text, language);
  const found = await client.ask<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: client.uri(path) } });
  return found.flatMap(({ command, range }) => (command && !/rehears/.test(command.title) ? `${range.start.line}: ${command.title} [${command.command}]` : []));
}

describe('lenses between source and cluster', () => {
  it('stand on every end', async () => {
    const client = await open();
    const show = '[seaworthy.showReferences]';
    assert.deepEqual(await lenses(client, 'deploy/user.yaml', USER, 'yaml'), [`13: built by services/user/Dockerfile · runs services/user/cmd/user ${show}`]);
    assert.deepEqual(await lenses(client, 'services/user/Dockerfile', DOCKERFILE, 'dockerfile'), [
      `5: runs services/user/cmd/user · used by Deployment user ${show}`,
    ]);
    assert.deepEqual(await lenses(client, 'services/user/cmd/user/main.go', MAIN, 'go'), [
      `4: built by services/user/Dockerfile · used by Deployment user ${show}`,
    ]);
    assert.deepEqual(await lenses(client, 'charts/user/values.yaml', FILES['charts/user/values.yaml'], 'yaml'), [
      `1: built by services/user/Dockerfile · runs services/user/cmd/user ${show}`,
    ]);
  });

  it('ask where nothing decides between two Dockerfiles, and write the answer down', async () => {
    const other = {
      ...FILES,
      'services/admin/Dockerfile': DOCKERFILE,
      Makefile: `${MAKEFILE}\tdocker build -t registry.example.com/team/user services/admin\n`,
    };
    const client = await open({ files: other });
    assert.deepEqual(await lenses(client, 'deploy/user.yaml', USER, 'yaml'), ['13: which Dockerfile builds this? [seaworthy.linkImage]']);
    const [choice, ...others] = await client.ask<ImageChoice[]>('seaworthy/images', { uri: client.uri('deploy/user.yaml') });
    assert.ok(choice && others.length === 0);
    assert.deepEqual([choice.image, choice.current], ['registry.example.com/team/user', undefined]);
    assert.deepEqual(
      choice.candidates.map(({ label }) => label),
      ['services/user/Dockerfile', 'services/admin/Dockerfile'],
    );
    const answer = { uri: client.uri('deploy/user.yaml'), image: choice.image, dockerfile: choice.candidates[1]?.path };
    const edit = await client.ask<WorkspaceEdit>('seaworthy/linkImage', answer);
    const text = client.after('.seaworthy.yaml', edit, '');
    assert.equal(text, 'images:\n  registry.example.com/team/user: services/admin/Dockerfile\n');
    await client.changeOutside('.seaworthy.yaml', text);
    assert.match((await lenses(client, 'deploy/user.yaml', USER, 'yaml')).join(), /built by services\/admin\/Dockerfile/);
    const again = await client.ask<WorkspaceEdit>('seaworthy/linkImage', { ...answer, dockerfile: choice.candidates[0]?.path });
    assert.equal(client.after('.seaworthy.yaml', again, text), 'images:\n  registry.example.com/team/user: services/user/Dockerfile\n');
  });

  it('are asked for anew where an edit elsewhere changes what they say, once when typing pauses', async () => {
    const client = await open();
    await client.open('services/user/Dockerfile', DOCKERFILE, 'dockerfile');
    await client.open('services/user/cmd/user/main.go', MAIN, 'go');
    await lenses(client, 'deploy/user.yaml', USER, 'yaml');
    const before = client.lensRefreshes;
    await client.replace('services/user/Dockerfile', 'ENTRYPOINT', '# the program\nENTRYPOINT');
    await client.replace('services/user/cmd/user/main.go', ':8080', ':9090');
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.equal(client.lensRefreshes, before);
    for (const name of ['m', 'ma', 'man'])
      await client.replace('services/user/cmd/user/main.go', /func \w+/.exec(client.textOf('services/user/cmd/user/main.go'))?.[0] ?? '', `func ${name}`);
    await client.until(() => client.lensRefreshes > before);
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.equal(client.lensRefreshes, before + 1);
    assert.deepEqual(await lenses(client, 'deploy/user.yaml', USER, 'yaml'), ['13: built by services/user/Dockerfile [seaworthy.showReferences]']);
  });

  it('say what a rehearsal would say now, after an edit of the Dockerfile', async () => {
    const client = await open();
    await client.open('services/user/Dockerfile', DOCKERFILE, 'dockerfile');
    const shown = async () => {
      await lenses(client, 'deploy/user.yaml', USER, 'yaml');
      const found = await client.ask<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: client.uri('deploy/user.yaml') } });
      const asked = found.filter(({ command }) => command === undefined);
      const answers = await Promise.all(asked.map((lens) => client.ask<CodeLens>('codeLens/resolve', lens)));
      return answers.map(({ command }) => command?.title);
    };
    assert.deepEqual(await shown(), ['rehearsal: would run']);
    const before = client.lensRefreshes;
    await client.replace('services/user/Dockerfile', 'COPY --from=build /user', 'COPY --from=bild /user');
    await client.until(() => client.lensRefreshes > before);
    assert.deepEqual(await shown(), ['rehearsal: breaks at build']);
  });

  it('say nothing of images that others make', async () => {
    const client = await open();
    assert.deepEqual(await lenses(client, 'deploy/cache.yaml', deployment('cache', 'redis:7.2.4'), 'yaml'), []);
  });
});

describe('definitions and references', () => {
  const where = async (client: Client, path: string, text: string, word: string, method: string) => {
    await client.open(path, text, path.endsWith('.go') ? 'go' : path.endsWith('.yaml') ? 'yaml' : 'dockerfile');
    const offset = text.indexOf(word) + 2;
    const params = { textDocument: { uri: client.uri(path) }, position: client.range(path, offset, offset).start, context: { includeDeclaration: false } };
    const found = await client.ask<Location[]>(`textDocument/${method}`, params);
    return found.map(({ uri, range }) => `${uri.slice(client.uri('').length).replace(/^\//, '')}:${range.start.line}`);
  };

  it('lead from the image to what builds it and what it runs, and back', async () => {
    const client = await open();
    assert.deepEqual(await where(client, 'deploy/user.yaml', USER, 'registry.example.com', 'definition'), [
      'services/user/Dockerfile:5',
      'services/user/cmd/user/main.go:4',
    ]);
    const uses = ['deploy/user.yaml:13', 'Makefile:1'];
    assert.deepEqual(await where(client, 'deploy/user.yaml', USER, 'registry.example.com', 'references'), uses);
    assert.deepEqual(await where(client, 'services/user/Dockerfile', DOCKERFILE, 'ENTRYPOINT', 'references'), uses);
    assert.deepEqual(await where(client, 'services/user/Dockerfile', DOCKERFILE, 'ENTRYPOINT', 'definition'), [
      'services/user/Dockerfile:5',
      'services/user/cmd/user/main.go:4',
    ]);
    assert.deepEqual(await where(client, 'services/user/cmd/user/main.go', MAIN, 'main() {', 'references'), uses);
  });

  it('lead from the name of a package that ko builds to its program, and back', async () => {
    const byKo = deployment('worker', 'ko://example.com/user/cmd/worker');
    const client = await open({ files: { ...FILES, 'services/user/cmd/worker/main.go': MAIN, 'deploy/worker.yaml': byKo } });
    const show = '[seaworthy.showReferences]';
    assert.deepEqual(await lenses(client, 'deploy/worker.yaml', byKo, 'yaml'), [`13: built by ko · runs services/user/cmd/worker ${show}`]);
    assert.deepEqual(await lenses(client, 'services/user/cmd/worker/main.go', MAIN, 'go'), [`4: built by ko · used by Deployment worker ${show}`]);
    assert.deepEqual(await where(client, 'deploy/worker.yaml', byKo, 'ko://', 'definition'), ['services/user/cmd/worker/main.go:4']);
    assert.deepEqual(await where(client, 'services/user/cmd/worker/main.go', MAIN, 'main() {', 'references'), ['deploy/worker.yaml:13']);
  });
});
