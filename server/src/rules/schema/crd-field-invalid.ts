import { removeField, replaceValue, setField } from '../../fix/fields';
import type { KubeObject, Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Finding, rule } from '../rule';

// k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go.

const LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const APPROVAL = 'api-approved.kubernetes.io';
/** Where a path of the scale subresource has to lead. */
const SCALE: Readonly<Record<string, readonly string[]>> = table({
  specReplicasPath: ['.spec.'],
  statusReplicasPath: ['.status.'],
  labelSelectorPath: ['.spec.', '.status.'],
});

export default rule({
  id: 'crd-field-invalid',
  summary: 'A CustomResourceDefinition says something beside its schema that the server refuses.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['CustomResourceDefinition'],

  *check(object) {
    const { group, version, value } = object;
    if (group !== 'apiextensions.k8s.io' || version !== 'v1') return;
    yield* checkApproval(object);
    const preserve = value.get('spec', 'preserveUnknownFields');
    if (preserve?.plain === true)
      yield {
        at: preserve.at,
        message: message`Unknown fields are kept where the schema says so, with ${'x-kubernetes-preserve-unknown-fields'}, and no longer everywhere.`,
        fix: { title: message`Remove ${'preserveUnknownFields'}`, safe: false, edits: [removeField(preserve)] },
      };
    for (const list of ['shortNames', 'categories']) for (const item of value.items('spec', 'names', list)) yield* checkWord(item);
    for (const one of value.items('spec', 'versions')) {
      const name = one.get('name');
      if (name) yield* checkWord(name);
      for (const column of one.items('additionalPrinterColumns')) yield* checkPath(column.get('jsonPath'), ['.']);
      for (const [path, heads] of Object.entries(SCALE)) yield* checkPath(one.get('subresources', 'scale', path), heads);
    }
    yield* checkConversion(value.given('spec', 'conversion'));
  },
});

function* checkWord(value: Value): Iterable<Finding> {
  const word = value.string();
  if (!word || LABEL.test(word.value) || isTemplated(word.value)) return;
  const meant = word.value.toLowerCase();
  const fix = LABEL.test(meant) && { fix: { title: message`Write ${meant}`, safe: false, edits: [replaceValue(value, meant)] } };
  yield { at: word.at, message: message`${word.value} must consist of lower-case letters, digits and hyphens.`, ...fix };
}

function* checkPath(value: Value | undefined, heads: readonly string[]): Iterable<Finding> {
  const path = value?.string();
  if (!value || !path || path.value === '' || isTemplated(path.value) || heads.some((head) => path.value.startsWith(head))) return;
  const meant = `.${path.value}`;
  const fix = heads.some((head) => meant.startsWith(head)) && { fix: { title: message`Write ${meant}`, safe: false, edits: [replaceValue(value, meant)] } };
  yield { at: path.at, message: message`The path ${path.value} must begin with ${heads}.`, ...fix };
}

/** Groups of the community are kept for it. */
function* checkApproval({ value, annotations }: KubeObject): Iterable<Finding> {
  const group = value.string('spec', 'group');
  if (!group || !/(?:^|\.)(?:k8s|kubernetes)\.io$/.test(group.value) || annotations.get(APPROVAL)) return;
  const templated = value.fields('metadata', 'annotations').some(({ name }) => isTemplated(name));
  if (templated) return;
  yield {
    at: group.at,
    message: message`Groups below ${['k8s.io', 'kubernetes.io']} belong to the Kubernetes community, and need the annotation ${APPROVAL}.`,
    fix: { title: message`Mark it as not approved`, safe: false, edits: setField(value, ['metadata', 'annotations', APPROVAL], 'unapproved') },
  };
}

function* checkConversion(conversion: Value | undefined): Iterable<Finding> {
  const strategy = conversion?.string('strategy');
  const webhook = conversion?.given('webhook');
  if (!conversion || !strategy) return;
  if (strategy.value === 'Webhook' && !webhook) yield { at: strategy.at, message: message`The strategy ${'Webhook'} needs a ${'webhook'}.` };
  if (strategy.value === 'None' && webhook) yield { at: webhook.keyAt, message: message`With the strategy ${'None'} no webhook is asked.` };
  if (strategy.value === 'Webhook' && webhook?.kind === 'map' && !webhook.given('clientConfig'))
    yield { at: webhook.keyAt, message: message`The webhook needs a ${'clientConfig'}.` };
}
