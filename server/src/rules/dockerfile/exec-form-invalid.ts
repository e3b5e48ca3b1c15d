import type { Instruction } from '../../docker/dockerfile';
import { meantList, writeList } from '../../model/docker/quotes';
import { trailingCommentOf } from '../../model/docker/trailing-comment';
import { type Message, message } from '../../text/message';
import type { Span } from '../../text/span';
import { rule } from '../rule';

export default rule({
  id: 'exec-form-invalid',
  summary: 'Brackets look like a list of words, but hold no JSON, so Docker does not read them as one.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL1000'],
  scope: 'instruction',

  *check({ instruction }) {
    const inner = instruction.trigger ?? instruction;
    const list = listOf(inner);
    if (!list || inner.json || trailingCommentOf(inner) !== undefined) return;
    const { text, at } = list;
    const isJson = holdsJson(text);
    // `[ -f x ]` and `[ "$A" = b ]` are commands of the shell.
    if (!isJson && !looksLikeList(text, inner.keyword)) return;
    const meant = isJson ? jsonStrings(text) : meantList(text);
    yield {
      at,
      message: isJson ? message`A list in JSON form may hold strings only.` : effectOn(inner.keyword),
      ...(meant && { fix: { title: message`Write it as JSON`, safe: false, edits: [{ at, text: writeList(meant) }] } }),
    };
  },
});

/** The text that begins with a bracket, behind `CMD` for HEALTHCHECK. */
function listOf({ keyword, rest, spanOfRest }: Instruction): { text: string; at: Span } | undefined {
  if (!['RUN', 'CMD', 'ENTRYPOINT', 'SHELL', 'VOLUME', 'COPY', 'ADD', 'HEALTHCHECK'].includes(keyword)) return undefined;
  const start = keyword === 'HEALTHCHECK' ? (/^CMD\s+/i.exec(rest.value)?.[0].length ?? 0) : 0;
  const text = rest.value.slice(start);
  return text.startsWith('[') ? { text, at: spanOfRest(start, rest.value.length) } : undefined;
}

function looksLikeList(text: string, keyword: string): boolean {
  if (keyword === 'SHELL') return true;
  if (!/^\[\s*["'“‘]/.test(text) && !/^\[[^\s\]]+[^\]]*\]$/.test(text)) return false;
  // Commas part a list; a test of the shell has none.
  return (
    /["'“”‘’\w]\s*,/.test(text) ||
    (keyword !== 'RUN' && /^\[\s*(?:'[^']*'|["'][\w./-]+["']?|[\w./-]+["']|[“‘][^”’]*[”’]|[\w./-]+|"[^"]*"(?:\s+"[^"]*")*)\s*\]?$/.test(text))
  );
}

function holdsJson(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    // Then it is one of the texts that this rule is about.
    return false;
  }
}

function jsonStrings(text: string): string[] | undefined {
  const items = JSON.parse(text) as unknown[];
  return items.every((item) => typeof item !== 'object') ? items.map(String) : undefined;
}

function effectOn(keyword: string): Message {
  if (keyword === 'SHELL') return message`SHELL takes a list of strings in JSON form, and this is none.`;
  if (keyword === 'COPY' || keyword === 'ADD' || keyword === 'VOLUME')
    return message`This is no list of strings in JSON form, so ${keyword} takes the brackets and quotes for parts of names.`;
  return message`This is no list of strings in JSON form, so Docker hands ${keyword} to the shell, brackets and all.`;
}
