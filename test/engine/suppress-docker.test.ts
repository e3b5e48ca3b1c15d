import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';

/** Ids and lines (from 1) of what is reported of a Dockerfile, but for what the test is not about. */
function reported(text: string, only: readonly string[]): string[] {
  const analysis = new Analysis();
  analysis.setFile('Dockerfile', text);
  return analysis
    .reportsOf('Dockerfile')
    .filter(({ rule }) => only.includes(rule.id) || rule.id === 'ignore-unused')
    .map(({ rule, at }) => `${rule.id} ${text.slice(0, at.start).split('\n').length}`);
}

const ONLY = ['base-image-mutable', 'env-legacy-form', 'shell-form-start', 'recommended-packages', 'maintainer-deprecated'];

describe('comments of hadolint', () => {
  it('hold for the next instruction alone', () => {
    const text = 'FROM alpine:3.24\n# hadolint ignore=DL4000\nMAINTAINER a\nMAINTAINER b\n';
    assert.deepEqual(reported(text, ONLY), ['maintainer-deprecated 4']);
  });

  it('hold for all lines of a continued instruction and of its here-documents', () => {
    const text =
      'FROM debian:12\n# hadolint ignore=DL3015 # we want them\nRUN true \\\n && apt-get install -y a\n# hadolint ignore=DL3015\nRUN <<EOF\ntrue\napt-get install -y b\nEOF\n';
    assert.deepEqual(reported(text, ONLY), []);
  });

  it('take several names, in any case, with words behind them', () => {
    const text = '# hadolint ignore=dl3006, SC2086 because the team says so\nFROM alpine\n';
    assert.deepEqual(reported(text, ONLY), []);
  });

  it('hold for the file where they say global', () => {
    const text = '# hadolint global ignore=DL4000\nFROM alpine:3.24\nMAINTAINER a\nFROM alpine:3.24\nMAINTAINER b\n';
    assert.deepEqual(reported(text, ONLY), []);
  });

  it('hold for the stage that follows, or that they stand in', () => {
    const text =
      'FROM alpine:3.24\nMAINTAINER a\n# hadolint stage ignore=DL4000\nFROM alpine:3.24\nMAINTAINER b\nMAINTAINER c\nFROM alpine:3.24\nMAINTAINER d\n# hadolint stage ignore=DL4000\nMAINTAINER e\n';
    assert.deepEqual(reported(text, ONLY), ['maintainer-deprecated 2']);
  });

  it('are silent about rules that only hadolint has, and say what cannot be a rule', () => {
    const text = '# hadolint ignore=DL3020,DL9999,SC2086\nFROM alpine:3.24\n# hadolint ignore=DL306\nRUN true\n';
    assert.deepEqual(reported(text, ONLY), ['ignore-unused 3']);
  });
});

describe('comments of BuildKit', () => {
  it('hold for the file at its top, and for one instruction elsewhere', () => {
    const top = '# check=error=true;skip=LegacyKeyValueFormat\nFROM alpine:3.24\nENV a b\nENV c d\n';
    assert.deepEqual(reported(top, ONLY), []);
    const above = 'FROM alpine:3.24\n# check=skip=LegacyKeyValueFormat\nENV a b\nENV c d\n';
    assert.deepEqual(reported(above, ONLY), ['env-legacy-form 4']);
  });

  it('know all, and tell a typo', () => {
    assert.deepEqual(reported('# check=skip=all\nFROM alpine:3.24\nENV a b\nMAINTAINER c\n', ONLY), []);
    assert.deepEqual(reported('# check=skip=LegacyKeyValueFormta,SomethingNew\nFROM alpine:3.24\nENV a b\n', ONLY), ['ignore-unused 1', 'env-legacy-form 3']);
  });
});

describe('our own comments', () => {
  it('hold for the instruction below, with a backtick as escape too', () => {
    const text =
      '# escape=`\nFROM debian:12\n# seaworthy-ignore recommended-packages: wanted\nRUN true `\n && apt-get install -y a\nRUN apt-get install -y b\n';
    assert.deepEqual(reported(text, ONLY), ['recommended-packages 6']);
  });
});
