import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { DocumentSymbol, FoldingRange, Location, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { LineIndex } from '../../server/src/text/line-index';
import { EDITOR } from './capabilities';
import { Client, type Start } from './client';

const FILE = 'Dockerfile';
const TEXT = `# How it is built
# and run.
FROM golang:1.25 AS build
ARG VERSION=1
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build \\
  -ldflags "-X main.version=$VERSION" -o /server .

FROM alpine:3.24
COPY --from=build /server /server
USER 65532:65532
ENTRYPOINT ["/server"]
`;

let client: Client;

async function open(text = TEXT, options: Start = {}): Promise<Client> {
  client = await Client.start(options);
  await client.open(FILE, text, 'dockerfile');
  return client;
}

afterEach(() => client.stop());

/** A place in the text, just behind a part of it. */
function behind(part: string, text = TEXT) {
  return { textDocument: { uri: client.uri(FILE) }, position: new LineIndex(text).position(text.indexOf(part) + part.length) };
}

describe('a Dockerfile in an editor', () => {
  it('completes instructions, flags, stages, images and variables', async () => {
    const text = TEXT.replace('USER 65532:65532', 'EXP\nCOPY --from=b /a /b').replace('FROM alpine:3.24', 'FROM alp');
    await open(text);
    const taken = async (part: string, label: string) => {
      const item = (await client.complete(FILE, part)).find((one) => one.label === label);
      assert.ok(item, `${label} is not offered behind ${part}`);
      return client.completed(FILE, item);
    };
    assert.equal(await taken('EXP', 'EXPOSE'), text.replace('EXP\n', 'EXPOSE \n'));
    assert.equal(await taken('EXP\nCOPY --from=b', 'build'), text.replace('--from=b ', '--from=build '));
    assert.equal(await taken('FROM alp', 'alpine:3.24'), TEXT.replace('USER 65532:65532', 'EXP\nCOPY --from=b /a /b'));
    assert.ok((await client.complete(FILE, 'version=$', '$')).some(({ label }) => label === 'VERSION'));
  });

  it('says what an instruction does, what an image holds and who uses a stage', async () => {
    await open();
    assert.match(JSON.stringify(await client.hover(FILE, 'WORKDIR')), /folder/);
    assert.match(JSON.stringify(await client.hover(FILE, 'alpine:3.24')), /musl/);
    assert.match(JSON.stringify(await client.hover(FILE, 'build /server')), /golang:1\.25/);
  });

  it('says it in Chinese', async () => {
    await open(TEXT, { locale: 'zh-cn' });
    assert.match(JSON.stringify(await client.hover(FILE, 'WORKDIR')), /目录/);
  });

  it('leads to stages and variables, and back', async () => {
    await open();
    const toStage = await client.ask<Location[]>('textDocument/definition', behind('--from=bui'));
    assert.deepEqual(
      toStage.map(({ range }) => range),
      [client.range(FILE, TEXT.indexOf('build\n'), TEXT.indexOf('build\n') + 5)],
    );
    const uses = await client.ask<Location[]>('textDocument/references', { ...behind('ARG VER'), context: { includeDeclaration: true } });
    assert.deepEqual(
      uses.map(({ range }) => range.start.line),
      [3, 7],
    );
  });

  it('renames them', async () => {
    await open();
    const renamed = async (part: string, newName: string) =>
      client.after(FILE, await client.ask<WorkspaceEdit>('textDocument/rename', { ...behind(part), newName }));
    assert.equal(await renamed('AS bu', 'compile'), TEXT.replace('AS build', 'AS compile').replace('=build', '=compile'));
    assert.equal(await renamed('=$VER', 'TAG'), TEXT.replaceAll('VERSION', 'TAG'));
    await assert.rejects(client.ask('textDocument/rename', { ...behind('AS bu'), newName: 'Not one' }), /Not one/);
  });

  it('has an outline and can be folded', async () => {
    await open();
    const outline = await client.ask<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri: client.uri(FILE) } });
    assert.deepEqual(
      outline.map(({ name, children }) => [name, children?.length]),
      [
        ['build', 4],
        ['1', 3],
      ],
    );
    const folds = await client.ask<FoldingRange[]>('textDocument/foldingRange', { textDocument: { uri: client.uri(FILE) } });
    assert.deepEqual(folds.map(({ startLine, endLine }) => [startLine, endLine]).sort(), [
      [0, 1],
      [2, 7],
      [6, 7],
      [9, 12],
    ]);
  });

  it('is formatted, and YAML is not', async () => {
    const text = 'FROM alpine:3.24  \n  RUN a \\\n&& echo "b \\\nc"\n';
    await open(text, { capabilities: { ...EDITOR, textDocument: { ...EDITOR.textDocument, formatting: { dynamicRegistration: true } } } });
    const options = { tabSize: 4, insertSpaces: true };
    const edits = await client.ask<TextEdit[]>('textDocument/formatting', { textDocument: { uri: client.uri(FILE) }, options });
    assert.equal(client.edited(FILE, edits), 'FROM alpine:3.24\nRUN a \\\n    && echo "b \\\nc"\n');
    await client.open('pod.yaml', 'kind:   Pod\n');
    assert.equal(await client.ask('textDocument/formatting', { textDocument: { uri: client.uri('pod.yaml') }, options }), null);
  });

  it('honours the comments of other tools, and says which have no effect', async () => {
    await open('FROM alpine:3.24\n# hadolint ignore=DL4000\nMAINTAINER a\n# check=skip=LegacyKeyValueFormta\nENV a b\n');
    const rules = await client.rules(FILE);
    assert.ok(!rules.includes('maintainer-deprecated'));
    assert.ok(rules.includes('ignore-unused') && rules.includes('env-legacy-form'));
  });
});
