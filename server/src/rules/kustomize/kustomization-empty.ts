import { insertField, replaceValue } from '../../fix/fields';
import type { SourceDocument } from '../../model/document';
import type { Value } from '../../model/object';
import type { Project } from '../../model/project';
import type { Edit } from '../../text/edit';
import { message } from '../../text/message';
import { baseName } from '../../text/path';
import { type Fix, rule } from '../rule';

/** What says what the file is, and nothing more. */
const HEAD = ['apiVersion', 'kind'];

export default rule({
  id: 'kustomization-empty',
  summary: 'A kustomization says nothing, not even that it has no resources.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kustomization', 'empty'],

  // kustomize, api/types/kustomization.go, CheckEmpty: an empty list is something, a null is nothing.
  *check(document, project) {
    const { root, source } = document;
    if (root && (root.kind !== 'map' || root.fields().some(({ name, value }) => !HEAD.includes(name) && value.kind !== 'null'))) return;
    if (!root && !isWholeKustomization(document, project)) return;
    const [first] = (root?.fields() ?? []).filter(({ name }) => !HEAD.includes(name));
    const line = source.text.split(/\r?\n/, 1)[0] ?? '';
    yield {
      at: first?.at ?? root?.headAt ?? source.span(0, line.length),
      message: message`kustomize refuses an empty kustomization; ${'resources: []'} would be enough.`,
      fix: mend(document),
    };
  },
});

/** An empty document counts where its file has no other. */
function isWholeKustomization({ file, source }: SourceDocument, project: Project): boolean {
  return (
    /^kustomization(?:\.ya?ml)?$/i.test(baseName(file)) && source.origin.offset === 0 && project.documentsOf('kustomization').every((one) => one.file !== file)
  );
}

function mend({ root, source }: SourceDocument): Fix {
  const title = message`Write ${'resources: []'}`;
  return { title, safe: false, edits: [root ? stateNone(root) : endWith(source, 'resources: []\n')] };
}

function stateNone(root: Value): Edit {
  const resources = root.get('resources');
  if (!resources?.entry) return insertField(root, 'resources', []);
  const { node, entry, document } = resources;
  if (node.end > node.start) return replaceValue(resources, []);
  // What is not there has its place below a comment behind the colon.
  const colon = document.text.indexOf(':', entry.key.end);
  return { at: document.span(colon + 1, colon + 1), text: ' []' };
}

function endWith(source: SourceDocument['source'], line: string): Edit {
  const { text } = source;
  return { at: source.span(text.length, text.length), text: (text === '' || text.endsWith('\n') ? '' : '\n') + line };
}
