import type { Edit } from '../../text/edit';
import type { Value } from '../../yaml/value';
import { insertFieldAfter, removeField } from '../fields';
import type { Data } from '../write-yaml';
import type { Migration } from './migration';

/**
 * Deployments and their like from the betas of `apps` and `extensions` to `apps/v1`, where the selector must be written
 * (it was taken from the labels of the pods) and two fields are gone. Some defaults changed too, so it is not the same.
 */
export function restructureWorkload(root: Value): Migration | undefined {
  const spec = root.get('spec');
  if (spec?.kind !== 'map') return undefined;
  const edits: Edit[] = [];
  for (const gone of ['rollbackTo', 'templateGeneration']) {
    const field = spec.get(gone);
    if (field) edits.push(removeField(field));
  }
  if (!spec.given('selector')) {
    const labels = spec.fields('template', 'metadata', 'labels');
    if (labels.length === 0 || labels.some(({ value }) => value.words === undefined)) return undefined;
    const matchLabels: Data = Object.fromEntries(labels.map(({ name, value }) => [name, value.words ?? '']));
    edits.push(insertFieldAfter(spec, 'replicas', 'selector', { matchLabels }));
  }
  return { edits, exact: false };
}
