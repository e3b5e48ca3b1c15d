import assert from 'node:assert/strict';
import { it } from 'node:test';
import { dockerSnippets, yamlSnippets } from '../server/src/engine/snippets';
import { messagesIn } from './messages';
import { filesBelow, read } from './repository';

const CHINESE = JSON.parse(read('l10n/bundle.l10n.zh-cn.json')) as Record<string, string>;

/** Everything that is said outside the rules, each with the place that says it. */
function* said(): Iterable<readonly [text: string, place: string]> {
  for (const file of filesBelow('server/src').filter((one) => one.endsWith('.ts') && !/^rules\/.+\//.test(one))) {
    for (const text of messagesIn(withoutComments(read(`server/src/${file}`)))) yield [text, file];
  }
  for (const file of filesBelow('client/src').filter((one) => one.endsWith('.ts'))) {
    for (const [, text] of read(`client/src/${file}`).matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)) yield [text as string, file];
  }
  for (const { prefix, description, variant } of [...yamlSnippets, ...dockerSnippets]) {
    yield [description, prefix[0] as string];
    if (variant !== undefined) yield [variant, prefix[0] as string];
  }
}

it('everything outside the rules is said in Chinese too', () => {
  for (const [text, place] of said()) assert.ok(Object.hasOwn(CHINESE, text), `l10n/bundle.l10n.zh-cn.json lacks what ${place} says: ${text}`);
});

it('no translation loses a value', () => {
  const holes = (text: string) => [...new Set(text.match(/\{\d+\}/g))].sort();
  for (const [text, translated] of Object.entries(CHINESE)) assert.deepEqual(holes(translated), holes(text), text);
});

function withoutComments(source: string): string {
  return source.replace(/^\s*(?:\/?\*|\/\/).*$/gm, '');
}
