import type { DocumentKind } from '../../model/classify';
import type { SourceDocument } from '../../model/document';
import type { Edit } from '../../text/edit';
import { message } from '../../text/message';
import { rule } from '../rule';
import { missingSeparators } from './separators';

/** Documents that are read by Kubernetes and its tools. Others may follow rules of their own. */
const KINDS: ReadonlySet<DocumentKind> = new Set([
  'kubernetes',
  'list',
  'kustomization',
  'patch',
  'helm-values',
  'helm-chart',
  'kubeconfig',
  'configuration',
  'skaffold',
  'settings',
]);

export default rule({
  id: 'key-duplicate',
  summary: 'A key stands twice in one mapping.',
  severity: 'warning',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['monokle:YML010'],
  scope: 'document',

  *check(document) {
    const { source, classification, root } = document;
    if (!KINDS.has(classification.kind)) return;
    // Where two objects lie in one document, every key of the first is a duplicate of the second's.
    const separated = missingSeparators(document).length > 0;
    const topKeys = new Set(separated ? root?.fields().map(({ at }) => at.start) : []);
    for (const { kind, at, first, whole, message: said } of source.problems) {
      if (kind !== 'duplicate' || !first || !whole || topKeys.has(first.start)) continue;
      const removal = remove(document, at, whole);
      const same = textOf(document, whole) === textAfter(document, first, whole);
      yield {
        at,
        message: said,
        // kustomize and Helm read with a parser that stops here.
        ...((classification.kind === 'kustomization' || classification.kind === 'helm-chart') && { severity: 'error' as const }),
        related: [{ at: first, message: message`This one counts.` }],
        ...(removal && { fix: { title: message`Remove the one that does not count`, safe: same, edits: [removal] } }),
        tag: 'unnecessary',
      };
    }
  },
});

type Place = { readonly start: number; readonly end: number };

function textOf({ source: { text, origin } }: SourceDocument, { start, end }: Place): string {
  return text.slice(start - origin.offset, end - origin.offset);
}

/** As much text from `at` on as `like` holds. */
function textAfter(document: SourceDocument, at: Place, like: Place): string {
  return textOf(document, { start: at.start, end: at.start + like.end - like.start });
}

function remove({ source }: SourceDocument, at: Place, whole: Place): Edit | undefined {
  const { text, origin } = source;
  const start = at.start - origin.offset;
  const end = whole.end - origin.offset;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (text.slice(lineStart, start).trim() === '') {
    const feed = text[end - 1] === '\n' ? end - 1 : text.indexOf('\n', end);
    return { at: source.span(lineStart, feed < 0 ? text.length : feed + 1), text: '' };
  }
  // In a flow mapping another key follows: the one that counts.
  const comma = /^\s*,\s*/.exec(text.slice(end))?.[0];
  return comma === undefined ? undefined : { at: source.span(start, end + comma.length), text: '' };
}
