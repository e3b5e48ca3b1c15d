import { removeField } from '../../fix/fields';
import type { KubernetesRange } from '../../model/kubernetes-range';
import type { KubeObject, Value } from '../../model/object';
import type { Project } from '../../model/project';
import type { FieldOutsideRange } from '../../schema/check';
import { type Message, message } from '../../text/message';
import { type Fix, rule } from '../rule';
import { homeName, homesFor, moveAll, moveTo } from './homes-of-field';
import { findingsOf } from './object-findings';

export default rule({
  id: 'field-outside-range',
  summary: 'A field that some or all of the targeted versions do not know.',
  severity: 'warning',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:schema-validation', 'monokle:K8S001'],
  scope: 'object',

  *check(object, project) {
    const range = project.kubernetes;
    for (const finding of findingsOf(object, project)) {
      if (finding.kind !== 'field-outside-range') continue;
      const isNowhere = finding.since > range.to || finding.last < range.from;
      const fix = isNowhere ? moveHome(finding, object, project) : remove(finding);
      yield { at: finding.at, message: explain(finding, range), ...(isNowhere && { severity: 'error' }), ...(fix && { fix }) };
    }
  },
});

function explain({ name, since, last }: FieldOutsideRange, { from, to }: KubernetesRange): Message {
  if (since > to) return message`${name} exists from 1.${since} on; the range ends at 1.${to}.`;
  if (last < from) return message`${name} was removed in 1.${last + 1}; the range starts at 1.${from}.`;
  if (since > from) return message`${name} exists from 1.${since} on; the range starts at 1.${from}.`;
  return message`${name} was removed in 1.${last + 1}; the range ends at 1.${to}.`;
}

/** What older versions do not know may be an old field at the wrong level: `resources` beside the containers. */
function moveHome(finding: FieldOutsideRange, object: KubeObject, project: Project): Fix | readonly Fix[] | undefined {
  const [home, ...others] = homesFor(finding, object, project);
  if (!home || others.length > 0) return remove(finding);
  return [moveAll(finding.value, object, project), moveTo(home, homeName(home, object), finding, object)].filter((one) => one !== undefined);
}

function remove({ value, name }: FieldOutsideRange): Fix | undefined {
  const field = value.get(name);
  return field && { title: message`Remove ${name}`, safe: false, edits: [removeField(emptied(field))] };
}

/** A mapping that a field leaves empty goes with it: a hook or probe that does nothing is no hook. */
function emptied(field: Value): Value {
  const { parent } = field;
  return parent?.entry && parent.entry.name !== 'spec' && parent.fields().length === 1 ? emptied(parent) : field;
}
