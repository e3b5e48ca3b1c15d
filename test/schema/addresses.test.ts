import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressForm, isStrictlyWithin, rangeForm } from '../../server/src/schema/addresses';

const loose = (canonical: string) => ({ kind: 'loose', canonical });
const strict = { kind: 'strict' };
const wrong = { kind: 'wrong' };

describe('addresses and ranges', () => {
  it('takes addresses apart as the API server does', () => {
    assert.deepEqual(addressForm('10.0.0.5'), strict);
    assert.deepEqual(addressForm('fd00::1'), strict);
    assert.deepEqual(addressForm('010.000.0.5'), loose('10.0.0.5'));
    assert.deepEqual(addressForm('::ffff:10.0.0.5'), loose('10.0.0.5'));
    for (const text of ['10.0.0', '10.0.0.256', '10.0.0.5/32', 'fe80::1%eth0', 'web', '']) assert.deepEqual(addressForm(text), wrong, text);
  });

  it('takes ranges apart', () => {
    assert.deepEqual(rangeForm('10.0.0.0/8'), strict);
    assert.deepEqual(rangeForm('0.0.0.0/0'), strict);
    assert.deepEqual(rangeForm('fd00::/8'), strict);
    assert.deepEqual(rangeForm('2001:DB8::/32'), strict);
    assert.deepEqual(rangeForm('10.0.0.5/24'), loose('10.0.0.0/24'));
    assert.deepEqual(rangeForm('010.0.0.0/8'), loose('10.0.0.0/8'));
    assert.deepEqual(rangeForm('10.0.0.0/08'), loose('10.0.0.0/8'));
    for (const text of ['10.0.0.5', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/x', 'fd00::/129']) assert.deepEqual(rangeForm(text), wrong, text);
  });

  it('knows ranges within ranges', () => {
    assert.equal(isStrictlyWithin('10.1.0.0/16', '10.0.0.0/8'), true);
    assert.equal(isStrictlyWithin('10.0.0.0/8', '10.0.0.0/8'), false);
    assert.equal(isStrictlyWithin('11.0.0.0/16', '10.0.0.0/8'), false);
    assert.equal(isStrictlyWithin('fd00::/16', '10.0.0.0/8'), false);
  });
});
