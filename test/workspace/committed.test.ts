import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { committedTexts } from '../../server/src/workspace/committed';
import { load } from '../../server/src/workspace/load';
import { fromSystemPath } from '../../server/src/workspace/system-path';

const hasGit = spawnSync('git', ['--version']).status === 0;
const deployment = (app: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: ${app} } }
  template:
    metadata: { labels: { app: ${app} } }
    spec:
      containers: [{ name: web, image: 'registry.test/web:1.0.0' }]
`;

describe('what was committed', { skip: hasGit ? false : 'git is not installed' }, () => {
  let folder = '';
  const path = (name: string) => fromSystemPath(join(folder, name));
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.test', '-c', 'commit.gpgsign=false', ...words], { cwd: folder, stdio: 'pipe' });

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'seaworthy-'));
    mkdirSync(join(folder, 'deploy'));
    writeFileSync(join(folder, 'deploy/web.yaml'), deployment('web'));
    writeFileSync(join(folder, 'wide ü.yaml'), '\uFEFFa: 1\n');
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    writeFileSync(join(folder, 'deploy/web.yaml'), deployment('shop'));
    writeFileSync(join(folder, 'new.yaml'), 'a: 1\n');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is told for every file, with null for those that are new', async () => {
    const texts = await committedTexts([path('deploy/web.yaml'), path('wide ü.yaml'), path('new.yaml')]);
    assert.ok(!('template' in texts));
    assert.deepEqual([...texts.values()], [deployment('web'), 'a: 1\n', null]);
  });

  it('is not there for a revision that does not exist, nor for one that looks like an option', async () => {
    assert.deepEqual(await committedTexts([path('new.yaml')], 'v9'), { template: 'git knows no commit {0}.', values: ['v9'] });
    assert.ok('template' in (await committedTexts([path('new.yaml')], '--help')));
  });

  it('lets a check say what a deployment would refuse', async () => {
    const request = { paths: ['.'], workingFolder: folder, configuration: undefined, overrides: {}, standIn: undefined };
    const rulesOf = async (since: string | undefined) => (await load({ ...request, since })).analysis.allReports().map(({ rule }) => rule.id);
    assert.ok((await rulesOf('HEAD')).includes('immutable-field-changed'));
    assert.ok(!(await rulesOf(undefined)).includes('immutable-field-changed'));
  });

  it('runs nothing that the repository configures', async () => {
    writeFileSync(join(folder, 'monitor.sh'), `#!/bin/sh\ntouch "${join(folder, 'ran')}"\n`, { mode: 0o755 });
    git('config', 'core.fsmonitor', join(folder, 'monitor.sh'));
    git('config', 'filter.x.smudge', join(folder, 'monitor.sh'));
    writeFileSync(join(folder, '.gitattributes'), '*.yaml filter=x diff=x\n');
    git('config', 'diff.x.textconv', join(folder, 'monitor.sh'));
    await committedTexts([path('deploy/web.yaml')]);
    assert.equal(existsSync(join(folder, 'ran')), false);
  });
});
