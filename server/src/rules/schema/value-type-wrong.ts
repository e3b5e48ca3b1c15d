import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import type { WrongType } from '../../schema/check';
import { type Message, message } from '../../text/message';
import { table } from '../../text/table';
import { type Finding, rule } from '../rule';
import { findingsOf, pathIn, weigh } from './object-findings';
import { fixType } from './type-fixes';
import { expectedWords, givenWords } from './type-words';

export default rule({
  id: 'value-type-wrong',
  summary: 'A value is of another type than its field.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:schema-validation', 'monokle:K8S001'],
  scope: 'object',

  *check(object, project) {
    for (const finding of findingsOf(object, project)) {
      if (finding.kind !== 'wrong-type' || holdsTemplate(finding.value)) continue;
      const fix = fixType(finding);
      const said = explain(finding, pathIn(object, finding.value));
      yield weigh({ at: placeOf(finding.value), message: said, ...(fix.length > 0 && { fix }) }, finding, object, project);
    }
  },
});

/** Where a number or truth value was written for a text, the place matters more than the path. */
function explain({ value, expected, place }: WrongType, path: string): Message {
  const given = givenWords(value);
  const noun = expected.includes('string') ? NOUNS[`${place?.definition.name}#${place?.field.name}`] : undefined;
  if (noun && value.words !== undefined) return message`${noun} must be ${expectedWords(expected)}, but ${value.words} is ${given}.`;
  if (value.words !== undefined) return message`${path} must be ${expectedWords(expected)}, but ${value.words} is ${given}.`;
  return message`${path} must be ${expectedWords(expected)}, but this is ${given}.`;
}

const NOUNS: Readonly<Record<string, Message>> = table({
  'core.v1.EnvVar#value': message`The value of an environment variable`,
  'meta.v1.ObjectMeta#labels': message`A label`,
  'meta.v1.ObjectMeta#annotations': message`An annotation`,
  'meta.v1.LabelSelector#matchLabels': message`A label`,
  'core.v1.ServiceSpec#selector': message`A label`,
  'core.v1.PodSpec#nodeSelector': message`A label`,
  'core.v1.ConfigMap#data': message`An entry of a ConfigMap`,
  'core.v1.Secret#stringData': message`An entry of a Secret`,
  'core.v1.Secret#data': message`An entry of a Secret`,
  'core.v1.Container#args': message`An argument`,
  'core.v1.Container#command': message`A part of the command`,
});

/** A flow mapping may be a template that was not seen as one: `value: {{ x }}` without its document being broken. */
function holdsTemplate(value: Value): boolean {
  return value.kind === 'map' && value.fields().some(({ name }) => isTemplated(name) || name.startsWith('{'));
}

/** A scalar as a whole; the key of what is a list or mapping. */
function placeOf(value: Value): Finding['at'] {
  return value.node.kind === 'scalar' || !value.entry ? (value.node.kind === 'scalar' ? value.at : value.headAt) : value.keyAt;
}
