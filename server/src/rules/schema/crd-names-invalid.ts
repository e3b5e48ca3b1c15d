import { replaceValue } from '../../fix/fields';
import type { KubeObject, Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

/** A DNS label that begins with a letter (RFC 1035), as the API has it for the names of resources. */
const LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

export default rule({
  id: 'crd-names-invalid',
  summary: 'The names or versions of a CustomResourceDefinition contradict each other.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['CustomResourceDefinition'],

  *check(object) {
    if (object.group !== 'apiextensions.k8s.io') return;
    const spec = object.value.get('spec');
    if (!spec) return;
    yield* names(object, spec);
    yield* versions(spec);
  },
});

function* names({ name, value }: KubeObject, spec: Value): Iterable<Finding> {
  const group = spec.string('group');
  const plural = spec.string('names', 'plural');
  const written = [group?.value, plural?.value, ...spec.fields('names').map((field) => field.value.words)];
  if (written.some((word) => word !== undefined && isTemplated(word))) return;
  if (group && !group.value.includes('.'))
    yield { at: group.at, message: message`The group ${group.value} must be a domain with a dot, such as ${`${group.value}.example.com`}.` };
  const expected = group && plural ? `${plural.value}.${group.value}` : undefined;
  const own = value.get('metadata', 'name');
  if (name && own && expected !== undefined && name.value !== expected) {
    const fix = { title: message`Write ${expected}`, safe: true, edits: [replaceValue(own, expected)] };
    yield { at: name.at, message: message`The name must be plural and group, ${expected}, but is ${name.value}.`, fix };
  }
  for (const field of ['plural', 'singular'] as const) {
    const word = spec.string('names', field);
    const meant = word?.value.toLowerCase();
    if (!word || LABEL.test(word.value) || word.value === '') continue;
    const at = spec.get('names', field);
    const fix = meant !== undefined && LABEL.test(meant) && at ? { title: message`Write ${meant}`, safe: false, edits: [replaceValue(at, meant)] } : undefined;
    yield { at: word.at, message: message`${word.value} must consist of lower-case letters, digits and hyphens.`, ...(fix && { fix }) };
  }
  const kind = spec.string('names', 'kind');
  const list = spec.string('names', 'listKind');
  if (kind && list && kind.value === list.value) yield { at: list.at, message: message`The kind of lists must differ from ${kind.value} itself.` };
}

function* versions(spec: Value): Iterable<Finding> {
  const items = spec.items('versions');
  if (items.length === 0 || items.some((item) => isTemplated(item.get('name')?.words ?? ''))) return;
  const seen = new Map<string, Value>();
  for (const item of items) {
    const name = item.get('name');
    const word = name?.words;
    if (!name || word === undefined) continue;
    const first = seen.get(word);
    if (first)
      yield { at: name.at, message: message`The version ${word} stands here twice.`, related: [{ at: first.at, message: message`Here it stands first.` }] };
    else seen.set(word, name);
  }
  const stored = items.filter((item) => item.boolean('storage')?.value);
  const [, second] = stored;
  const at = spec.get('versions')?.keyAt ?? spec.keyAt;
  const flag = second?.get('storage');
  if (flag) yield { at: flag.at, message: message`Only one version can be the one that is stored.` };
  if (stored.length === 0) yield { at, message: message`One version must be the one that is stored: ${'storage: true'}.` };
  if (items.every((item) => item.boolean('served')?.value === false)) yield { at, message: message`No version is served.` };
}
