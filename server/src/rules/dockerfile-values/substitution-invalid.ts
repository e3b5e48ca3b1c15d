import type { Dockerfile, Instruction } from '../../docker/dockerfile';
import { type BadSubstitution, badSubstitutions } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import type { Located, Span } from '../../text/span';
import { type Fix, rule } from '../rule';

/** Instructions of which Docker expands each word, and those of which it expands the whole text. */
const BY_WORD = new Set(['ADD', 'ARG', 'COPY', 'ENV', 'EXPOSE', 'FROM', 'LABEL', 'VOLUME']);
const AS_A_WHOLE = new Set(['STOPSIGNAL', 'USER', 'WORKDIR']);

export default rule({
  id: 'substitution-invalid',
  summary: 'A `${…}` is not closed, or has a modifier that Docker does not know.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL1000'],
  scope: 'instruction',

  *check({ dockerfile, instruction }) {
    for (const { text, at } of expandedTexts(instruction)) {
      for (const bad of badSubstitutions(text, dockerfile.escape)) {
        const place = at.end - at.start === text.length ? { ...at, start: at.start + bad.start, end: at.start + bad.end } : at;
        yield { at: place, message: says(bad), fix: close(bad, place, text, dockerfile) };
      }
    }
  },
});

function expandedTexts({ keyword, words, rest, json, legacy, flags }: Instruction): { text: string; at: Span }[] {
  if (json || !(BY_WORD.has(keyword) || AS_A_WHOLE.has(keyword))) return [];
  const isWhole = AS_A_WHOLE.has(keyword) || legacy;
  const values = flags.flatMap(({ value }): Located<string>[] => (value ? [value] : []));
  return [
    ...(isWhole ? [{ text: rest.value, at: rest.at }] : words.map(({ source, at }) => ({ text: source, at }))),
    ...values.map(({ value, at }) => ({ text: value, at })),
  ];
}

function says({ kind, modifier }: BadSubstitution) {
  if (kind === 'open') return message`This ${'${'} is never closed.`;
  if (kind === 'nameless') return message`This substitution names no variable.`;
  return message`Docker knows no ${modifier} in a substitution, only ${[':-', ':+', ':?', '-', '+', '?', '#', '%', '/']}.`;
}

/** Closes it where the name ends the word. */
function close({ kind, end }: BadSubstitution, at: Span, text: string, { file }: Dockerfile): Fix[] {
  const behind = text.slice(end);
  if (kind !== 'open' || !/^["']?$/.test(behind)) return [];
  return [{ title: message`Close it`, safe: false, edits: [{ at: { file, start: at.end, end: at.end }, text: '}' }] }];
}
