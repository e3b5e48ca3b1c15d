import type { SourceDocument } from '../../model/document';
import type { Value } from '../../model/object';
import type { Project } from '../../model/project';
import { message } from '../../text/message';
import { folderOf } from '../../text/path';
import { rule } from '../rule';
import { nearValue } from './near-value';
import { chartFolderOf, VALUE } from './template-actions';

/** Words of templates that provide for a value that is not there. */
const GUARD = /^\{\{-?\s*(?:else\s+)?(?:if|with|range)\b|\b(?:default|coalesce|hasKey|required|empty|ternary|dig|and|or|not|get)\b/;

export default rule({
  id: 'helm-value-misspelled',
  summary: 'A template asks for a value that the chart has under a slightly different name.',
  severity: 'warning',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'document',
  kinds: ['helm-template'],

  *check(document, project) {
    const { source } = document;
    const roots = valuesBeside(document, project);
    if (roots.length === 0) return;
    const actions = [...source.text.matchAll(/\{\{[\s\S]*?\}\}/g)];
    // What is asked for with care anywhere in the file may well be missing.
    const guarded = new Set(actions.flatMap(({ 0: action }) => (GUARD.test(action) ? [...action.matchAll(VALUE)].map(([, path = '']) => path) : [])));
    for (const action of actions) {
      // Comments are not executed.
      if (/^\{\{-?\s*\/\*/.test(action[0])) continue;
      for (const use of action[0].matchAll(VALUE)) {
        const [, path = ''] = use;
        const slip = guarded.has(path) ? undefined : misspelled(path.slice(1).split('.'), roots);
        if (!slip) continue;
        const start = action.index + use.index + use[0].length - path.length + slip.offset;
        const at = source.span(start, start + slip.name.length);
        yield {
          at,
          message: message`The values of the chart have no ${slip.path}; did you mean ${slip.near}?`,
          related: [{ at: slip.field, message: message`This value is there.` }],
          fix: { title: message`Use ${slip.near}`, safe: false, edits: [{ at, text: slip.near }] },
        };
      }
    }
  },
});

/** The files with values in the folder of the chart, if its own is among them. */
function valuesBeside({ file }: SourceDocument, project: Project): readonly Value[] {
  const chart = chartFolderOf(file);
  if (chart === undefined) return [];
  const found = project.documentsOf('helm-values').filter((one) => folderOf(one.file) === chart);
  const hasOwn = found.some((one) => /(?:^|\/)values\.ya?ml$/.test(one.file));
  return hasOwn ? found.flatMap(({ root }) => (root?.kind === 'map' ? [root] : [])) : [];
}

function misspelled(names: readonly string[], roots: readonly Value[]) {
  let holders = roots;
  let offset = 1;
  for (const [index, name] of names.entries()) {
    const next = holders.flatMap((holder) => holder.get(name) ?? []);
    const fields = holders.flatMap((holder) => holder.fields());
    if (next.length === 0) {
      const near = nearValue(
        name,
        fields.map((field) => field.name),
      );
      const field = fields.find((one) => one.name === near);
      return near !== undefined && field ? { name, near, offset, field: field.at, path: names.slice(0, index + 1).join('.') } : undefined;
    }
    holders = next.filter(({ kind }) => kind === 'map');
    offset += name.length + 1;
  }
  return undefined;
}
