import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type NameGrammar, nameFault, repairName } from '../../server/src/schema/names';
import { render } from '../../server/src/text/message';

const LONG = 'a'.repeat(64);

/** Grammar, name, what is wrong with it, the nearest legal name. */
const ROWS: readonly (readonly [NameGrammar, string, string | undefined, string | undefined])[] = [
  ['label', 'web', undefined, undefined],
  ['label', 'a', undefined, undefined],
  ['label', '1', undefined, undefined],
  ['label', '', 'is empty', undefined],
  ['label', 'Web_App', 'holds `W`, but only lower-case letters, digits and hyphens are allowed', 'web-app'],
  ['label', 'web.app', 'holds `.`, but only lower-case letters, digits and hyphens are allowed', 'web-app'],
  ['label', '-web-', 'must begin and end with a letter or digit', 'web'],
  ['label', LONG, 'has 64 characters, but at most 63 are allowed', undefined],
  ['label', '---', 'must begin and end with a letter or digit', undefined],
  ['subdomain', 'web.example', undefined, undefined],
  ['subdomain', 'web..example', 'has a dot that no letter or digit stands beside', undefined],
  ['subdomain', 'web-.example', 'has a dot that no letter or digit stands beside', undefined],
  ['subdomain', LONG, undefined, undefined],
  ['port', 'http', undefined, undefined],
  ['port', '8080', 'must hold a letter', undefined],
  ['port', 'http--x', 'must not hold two hyphens in a row', 'http-x'],
  ['port', 'http_metrics', 'holds `_`, but only lower-case letters, digits and hyphens are allowed', 'http-metrics'],
  ['port', 'prometheus-metrics', 'has 18 characters, but at most 15 are allowed', undefined],
  ['config-key', 'app.Properties_1', undefined, undefined],
  ['config-key', 'a/b', 'holds `/`, but only letters, digits, hyphens, underscores and dots are allowed', 'ab'],
  ['config-key', '..data', 'must not be a dot or begin with two dots', undefined],
];

describe('names', () => {
  for (const [grammar, name, fault, repaired] of ROWS) {
    it(`${grammar} ${name.slice(0, 20)}`, () => {
      const said = nameFault(name, grammar);
      assert.equal(said && render(said), fault);
      assert.equal(repairName(name, grammar), repaired);
    });
  }
});
