import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readVendorList } from '../../server/src/go/vendor-list';
import { discover } from '../../server/src/workspace/discover';
import { fromSystemPath } from '../../server/src/workspace/system-path';
import { Workspace } from '../../server/src/workspace/workspace';

const root = mkdtempSync(join(tmpdir(), 'seaworthy-vendor-'));
after(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const LIST = (version: string) => `# example.com/lib ${version}\n## explicit; go 1.20\nexample.com/lib\n`;

describe('the folder vendor', () => {
  it('is read for its list alone, and the list as it changes', async () => {
    write('go.mod', 'module example.com/web\n\ngo 1.22\n\nrequire example.com/lib v1.1.0\n');
    write('Dockerfile', 'FROM golang:1.22\nWORKDIR /src\nCOPY . .\nRUN go build -o /web .\n');
    write('vendor/modules.txt', LIST('v1.0.0'));
    write('vendor/example.com/lib/pod.yaml', 'apiVersion: v1\nkind: Pod\n');
    const folder = fromSystemPath(root);
    assert.deepEqual(
      discover(root).files.map((file) => file.slice(folder.length)),
      ['/Dockerfile', '/go.mod', '/vendor/modules.txt'],
    );
    const workspace = new Workspace();
    await workspace.addFolders([folder]);
    const found = () => workspace.analysis.reportsOf(`${folder}/Dockerfile`).filter(({ rule }) => rule.id === 'vendor-outdated').length;
    assert.equal(found(), 1);
    write('vendor/modules.txt', LIST('v1.1.0'));
    workspace.fileChanged(`${folder}/vendor/modules.txt`);
    assert.equal(found(), 0);
    workspace.fileChanged(`${folder}/vendor/example.com/lib/pod.yaml`);
    assert.deepEqual(
      workspace.analysis.files.map((file) => file.slice(folder.length)),
      ['/Dockerfile', '/go.mod', '/vendor/modules.txt'],
    );
  });

  for (const [what, text, expected] of [
    ['requirements', '# a.b/c v1.0.0\n## explicit\na.b/c\n# d v2.0.0\nd\n', [['a.b/c', 'v1.0.0']]],
    ['line breaks of Windows', '# a.b/c v1.0.0\r\n## explicit; go 1.17\r\na.b/c\r\n', [['a.b/c', 'v1.0.0']]],
    ['replacements', '# a v1.0.0 => ../a\n## explicit\n# b => ./b\n## explicit\n', [['a', 'v1.0.0']]],
    ['no marks', '# a v1.0.0\na\n', undefined],
    ['a workspace', '## workspace\n# a v1.0.0\n## explicit\n', undefined],
    ['nothing', '', undefined],
  ] as const) {
    it(`may list ${what}`, () => assert.deepEqual(readVendorList('vendor/modules.txt', text)?.explicit, expected && new Map(expected)));
  }
});
