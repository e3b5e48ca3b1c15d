import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

/** Files in which every line is a statement of its own. */
const LINES = /\.(?:ya?ml|properties|conf|cfg|ini|toml|env)$/i;
const STATEMENT = /^(?:[\w.-]+\s*=\s*\S|[\w.-]+:(?:\s|$)|\[[\w. -]+\]$)/;

export default rule({
  id: 'config-text-folded',
  summary: 'A text that needs its lines is written with `>`, which joins them.',
  severity: 'warning',
  stage: 'start',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',
  kinds: ['ConfigMap', 'Secret'],

  *check({ kind, group, value }) {
    if (group !== '') return;
    for (const { name, value: text } of value.fields(kind.value === 'Secret' ? 'stringData' : 'data')) {
      const { node, document } = text;
      if (node.kind !== 'scalar' || document.text[node.start] !== '>') continue;
      const isKey = isJoinedKey(text);
      if (!isKey && !(LINES.test(name) && joinsStatements(node.source))) continue;
      const at = document.span(node.start, node.start + 1);
      const fix: Fix = { title: message`Keep the lines with ${'|'}`, safe: false, edits: [{ at, text: '|' }] };
      yield {
        at,
        ...(isKey && { severity: 'error' }),
        message: isKey
          ? message`With ${'>'} the lines of ${name} are joined, and nothing can read the certificate or key in it.`
          : message`With ${'>'} the lines of ${name} are joined to one; ${'|'} keeps them.`,
        fix,
      };
    }
  },
});

/** In PEM the first line has to end behind its dashes (RFC 7468). */
function isJoinedKey(text: Value): boolean {
  return /-----BEGIN [A-Z0-9 ]+----- \S/.test(text.words ?? '');
}

/** Two lines that follow one another, at the same depth, and each of which says something. */
function joinsStatements(source: string): boolean {
  const lines = source.split(/\r?\n/).slice(1);
  const depth = lines.find((line) => line.trim() !== '')?.search(/\S/) ?? 0;
  const says = (line: string | undefined) => line !== undefined && line.search(/\S/) === depth && STATEMENT.test(line.trim());
  return lines.some((line, index) => says(line) && says(lines[index + 1]));
}
