import assert from 'node:assert/strict';
import { it } from 'node:test';
import { strayPatterns } from '../../server/src/engine/stray-patterns';

const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  '/shop': ['deploy/', 'charts/', 'v1-old/', 'README.md'],
  '/shop/deploy': ['staging/', 'production/'],
};

function stray(pattern: string): string[] {
  return strayPatterns('/shop', [pattern], (folder) => FOLDERS[folder]).map(({ meant }) => meant);
}

it('a pattern that begins with a slip is told, with what was meant', () => {
  assert.deepEqual(stray('chart/**'), ['charts/**']);
  assert.deepEqual(stray('deploy/stagign/*.yaml'), ['deploy/staging/*.yaml']);
  assert.deepEqual(stray('./deploi'), ['deploy']);
});

it('nothing is said of what is there, may come later, or cannot be known', () => {
  for (const pattern of ['charts/**', 'deploy', 'dist/**', '**/chart/**', 'chart*/x', 'v2-old/**', '../chart', 'deploy/staging/anything', '!chart'])
    assert.deepEqual(stray(pattern), [], pattern);
});
