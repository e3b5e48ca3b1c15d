import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type Address, isStrictlyWithin, parseRange } from '../../server/src/schema/addresses';

it('knows ranges within ranges', () => {
  const within = (inner: string, outer: string) => isStrictlyWithin(parseRange(inner) as Address, parseRange(outer) as Address);
  assert.equal(within('10.1.0.0/16', '10.0.0.0/8'), true);
  assert.equal(within('10.1.2.3/16', '10.9.9.9/8'), true);
  assert.equal(within('10.0.0.0/8', '10.0.0.0/8'), false);
  assert.equal(within('10.0.0.0/7', '10.0.0.0/8'), false);
  assert.equal(within('11.0.0.0/16', '10.0.0.0/8'), false);
  assert.equal(within('fd00:1::/32', 'fd00::/8'), true);
  assert.equal(within('fd00::/16', '10.0.0.0/8'), false);
});
