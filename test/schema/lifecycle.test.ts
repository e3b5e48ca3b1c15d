import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KNOWN_VERSIONS } from '../../server/src/model/kubernetes-range';
import { lifecycleOf, servedMinors } from '../../server/src/schema/lifecycle';
import { allKinds, definitionNamed, kindFacts } from '../../server/src/schema/pack';
import { read } from '../repository';

type Row = [group: string, version: string, kind: string, deprecated: number, removed: number, replacement: string, sources: string];

const rows = JSON.parse(read('schemas/lifecycle.json')) as Row[];

describe('the lifecycle of kinds', () => {
  it('agrees with the packages about every removal', () => {
    for (const { group, version, kind, last } of allKinds()) {
      const removed = lifecycleOf(group, version, kind)?.removed;
      if (last < KNOWN_VERSIONS.to) assert.equal(removed, last + 1, `${group}/${version} ${kind}`);
      else assert.ok(removed === undefined || removed > KNOWN_VERSIONS.to, `${group}/${version} ${kind} is still served`);
    }
  });

  it('knows nothing about kinds that never were', () => {
    for (const [group, version, kind, , removed] of rows)
      assert.ok(kindFacts(group, version, kind) || (removed > 0 && removed <= KNOWN_VERSIONS.from), `${group}/${version} ${kind}`);
  });

  it('names replacements that exist', () => {
    for (const [group, version, kind] of rows) {
      const { replacement } = lifecycleOf(group, version, kind) ?? {};
      if (replacement) assert.ok(kindFacts(replacement.group, replacement.version, replacement.kind), `${group}/${version} ${kind}`);
    }
  });

  it('names its sources and is in order', () => {
    for (const [, , kind, deprecated, removed, , sources] of rows) {
      assert.match(sources, /^[pldg]+$/, kind);
      assert.ok(deprecated > 0 || removed > 0, kind);
      assert.ok(removed === 0 || deprecated <= removed, kind);
    }
    const keys = rows.map(([group, version, kind]) => `${group}/${version}/${kind}`);
    assert.deepEqual(keys, [...new Set(keys)].sort());
  });

  it('holds what everybody met', () => {
    assert.deepEqual(lifecycleOf('networking.k8s.io', 'v1beta1', 'Ingress'), {
      deprecated: 19,
      removed: 22,
      replacement: { group: 'networking.k8s.io', version: 'v1', kind: 'Ingress' },
    });
    assert.equal(lifecycleOf('policy', 'v1beta1', 'PodSecurityPolicy')?.replacement, undefined);
    assert.equal(lifecycleOf('apps', 'v1', 'Deployment'), undefined);
    assert.deepEqual(servedMinors('extensions', 'v1beta1', 'Deployment'), { since: 0, last: 15 });
    assert.deepEqual(servedMinors('autoscaling', 'v2', 'HorizontalPodAutoscaler')?.since, 23);
    assert.equal(servedMinors('apps', 'v2', 'Deployment'), undefined);
  });
});

describe('hand-written facts about fields', () => {
  it('name fields that exist', () => {
    for (const [name, field, deprecated, gone] of JSON.parse(read('schemas/deprecated-fields.json')) as [string, string, number, number][]) {
      assert.ok(definitionNamed(name)?.fields.has(field), `${name}#${field}`);
      assert.ok(gone === 0 || deprecated < gone);
    }
  });

  it('name keys of lists that exist', () => {
    for (const [name, lists] of Object.entries(JSON.parse(read('schemas/list-keys.json')) as Record<string, Record<string, string[]>>)) {
      for (const [list, keys] of Object.entries(lists)) {
        const segment = definitionNamed(name)?.fields.get(list)?.segments.at(-1);
        assert.equal(segment?.wraps, '[', `${name}#${list}`);
        assert.ok(keys.length > 0);
      }
    }
  });
});
