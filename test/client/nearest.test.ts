import assert from 'node:assert/strict';
import { it } from 'node:test';
import { nearest } from '../../client/webview/nearest';

const POINTS = [
  { x: 0, y: 0 },
  { x: 100, y: 5 },
  { x: 60, y: 80 },
  { x: 0, y: 50 },
  { x: -200, y: 0 },
];

it('arrow keys lead to what lies near in their direction, and not far aside', () => {
  assert.equal(nearest(POINTS, 0, 'right'), 1);
  assert.equal(nearest(POINTS, 0, 'down'), 3);
  assert.equal(nearest(POINTS, 0, 'left'), 4);
  assert.equal(nearest(POINTS, 1, 'down'), 2);
});

it('arrow keys lead nowhere where nothing lies', () => {
  assert.equal(nearest(POINTS, 0, 'up'), undefined);
  assert.equal(nearest([], 0, 'up'), undefined);
});
