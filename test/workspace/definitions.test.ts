import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { render } from '../../server/src/text/message';
import { load } from '../../server/src/workspace/load';
import { Workspace } from '../../server/src/workspace/workspace';

const root = mkdtempSync(join(tmpdir(), 'seaworthy-definitions-'));
after(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const DEFINITION = (field: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: sandwiches.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Sandwich, plural: sandwiches }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, properties: { ${field}: { type: string } } } } }]
---
apiVersion: v1
kind: Secret
metadata: { name: elsewhere }
`;

const SANDWICH = 'apiVersion: example.com/v1\nkind: Sandwich\nmetadata: { name: lunch }\nfilling: cheese\n';

describe('the setting crds', () => {
  it('lets definitions from elsewhere count, and nothing else there', async () => {
    write('a/project/.seaworthy.yaml', 'crds: [../definitions, missing.yaml]\n');
    write('a/project/lunch.yaml', SANDWICH);
    write('a/definitions/one.yaml', DEFINITION('bread'));
    const loaded = await load({ paths: ['a/project'], workingFolder: root, configuration: undefined, overrides: {}, standIn: undefined });
    const { analysis, targets, problems } = loaded;
    assert.deepEqual(
      targets.flatMap((file) => analysis.reportsOf(file)).map(({ rule }) => rule.id),
      ['field-unknown'],
    );
    assert.equal(analysis.project.objects('Secret').length, 0);
    assert.deepEqual(
      problems.map(({ message }) => render(message)),
      ['There is no file or folder `missing.yaml`.'],
    );
  });

  it('follows changes in an editor', async () => {
    write('b/project/.seaworthy.yaml', 'crds: [../definitions/one.yaml]\n');
    write('b/project/lunch.yaml', SANDWICH);
    write('b/definitions/one.yaml', DEFINITION('bread'));
    const workspace = new Workspace();
    await workspace.addFolders([join(root, 'b/project')]);
    const file = join(root, 'b/project/lunch.yaml');
    const found = () => workspace.analysis.reportsOf(file).map(({ rule }) => rule.id);
    assert.deepEqual(found(), ['field-unknown']);
    write('b/definitions/one.yaml', DEFINITION('filling'));
    workspace.fileChanged(join(root, 'b/definitions/one.yaml'));
    assert.deepEqual(found(), []);
    workspace.open(join(root, 'b/project/.seaworthy.yaml'), '', undefined);
    assert.deepEqual(found(), []);
  });
});
