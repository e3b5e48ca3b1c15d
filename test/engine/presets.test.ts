import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { allRules } from '../../server/src/engine/catalogue';
import { DEFAULT_SETTINGS } from '../../server/src/engine/settings';
import type { Profile } from '../../server/src/rules/rule';
import { root } from '../repository';

interface Answer {
  readonly findings: readonly { readonly rule: string; readonly severity: string }[];
}

/** What the command line finds in a folder of the repository. */
function check(folder: string, profile: Profile): Answer['findings'] {
  const words = ['dist/cli.js', 'check', folder, '--profile', profile, '--format', 'json', '--fail-on', 'never'];
  return (JSON.parse(execFileSync(process.execPath, words, { cwd: root, encoding: 'utf8' })) as Answer).findings;
}

describe('presets', () => {
  for (const profile of ['essential', 'recommended', 'production'] as const) {
    it(`finds nothing in the mended example under ${profile}`, () => assert.deepEqual(check('examples/mended', profile), []));
  }

  it('finds more in the broken example, the wider they are', () => {
    const [essential, recommended, production] = (['essential', 'recommended', 'production'] as const).map((profile) => check('examples/broken', profile));
    const errors = (found: Answer['findings'] | undefined) => found?.filter(({ severity }) => severity === 'error').length ?? 0;
    assert.ok(errors(essential) >= 20);
    assert.equal(errors(essential), errors(recommended), 'practice is no error');
    assert.equal(errors(recommended), errors(production));
    assert.ok((essential?.length ?? 0) < (recommended?.length ?? 0) && (recommended?.length ?? 0) < (production?.length ?? 0));
  });

  it('holds contested advice back', () => {
    const optional = allRules.filter(({ profile }) => profile === 'optional').map(({ id }) => id);
    assert.ok(['cpu-limit-missing', 'image-digest-missing'].every((id) => optional.includes(id)));
    assert.deepEqual(
      allRules.filter(({ profile, severity }) => profile !== 'essential' && severity === 'error').map(({ id }) => id),
      [],
      'what breaks is found in every profile',
    );
  });
});

describe('comments about rules of a wider profile', () => {
  const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    # seaworthy-ignore root-file-system-writable, root-not-forbidden: it writes
    - name: web
      image: registry.example.com/web:1.4.2
`;
  for (const profile of ['recommended', 'production'] as const) {
    it(`are of use under ${profile}`, () => {
      const analysis = new Analysis({ ...DEFAULT_SETTINGS, profile });
      analysis.setFile('web.yaml', POD);
      const found = analysis.allReports().map(({ rule }) => rule.id);
      for (const id of ['ignore-unused', 'root-file-system-writable', 'root-not-forbidden']) assert.ok(!found.includes(id), id);
    });
  }
});
