import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { KNOWN_VERSIONS } from '../server/src/model/kubernetes-range';
import { read, root } from './repository';

/** The areas of the table in README, and the folders of rules that each stands for, in the order of the table. */
const AREAS: readonly (readonly string[])[] = [
  ['chain', 'go', 'images'],
  ['dockerfile', 'dockerfile-files', 'dockerfile-packages', 'dockerfile-run', 'dockerfile-stages', 'dockerfile-start', 'dockerfile-values'],
  ['schema', 'yaml', 'settings', 'suppression'],
  ['containers', 'environment', 'lifecycle', 'ports', 'probes', 'resources', 'volumes'],
  ['workloads', 'autoscaling', 'jobs', 'quotas', 'scheduling', 'updates'],
  ['services', 'ingress', 'network-policies', 'references', 'webhooks', 'metadata'],
  ['config', 'storage'],
  ['rbac', 'security', 'pod-security'],
  ['kubeconfig', 'kustomize', 'helm', 'gitops', 'mesh', 'observability'],
  ['practice'],
];

function rulesIn(folder: string): number {
  return readdirSync(join(root, 'server/src/rules', folder)).filter((file) => file.endsWith('.md')).length;
}

for (const readme of ['README.md', 'README.zh-cn.md']) {
  describe(readme, () => {
    const text = read(readme);
    const rows = text.split('\n').filter((line) => /^\| .* \| \d+\+ \| .* \|$/.test(line));

    it('names each area and how many rules it has, in tens', () => {
      const stated = rows.map((row) => Number(/\| (\d+)\+ \|/.exec(row)?.[1]));
      assert.equal(stated.length, AREAS.length);
      for (const [index, folders] of AREAS.entries()) {
        const counted = folders.reduce((sum, folder) => sum + rulesIn(folder), 0);
        const said = stated[index] ?? 0;
        assert.ok(said % 10 === 0 && said <= counted && counted < said + 20, `${folders.join(', ')}: ${counted} rules, and ${said}+ in the table`);
      }
    });

    it('says which versions are known', () => assert.match(text, new RegExp(`1\\.${KNOWN_VERSIONS.from}\\D+1\\.${KNOWN_VERSIONS.to}\\b`)));

    it('names files that exist', () => {
      for (const [, path] of text.matchAll(/\]\(([^):]+)\)/g)) assert.ok(read(path as string).length > 0, path);
    });
  });
}

it('every folder of rules belongs to an area of README', () => {
  const folders = readdirSync(join(root, 'server/src/rules'), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));
  assert.deepEqual(AREAS.flat().sort(), folders.sort());
});
