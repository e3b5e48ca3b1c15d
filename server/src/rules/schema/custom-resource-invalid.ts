import { removeItem, replaceSource } from '../../fix/fields';
import type { KubeObject } from '../../model/object';
import type { Bound, DuplicateItem, NoAlternative, OutOfBounds, SchemaFinding } from '../../schema/check';
import { type Message, message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';
import { findingsOf, holderName, pathIn } from './object-findings';

export default rule({
  id: 'custom-resource-invalid',
  summary: 'A custom resource breaks what its definition asks of a value.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',

  *check(object, project) {
    for (const finding of findingsOf(object, project)) {
      const said = explain(finding, object);
      if (said) yield { at: placeOf(finding), ...said };
    }
  },
});

function explain(finding: SchemaFinding, object: KubeObject): Pick<Finding, 'message' | 'fix'> | undefined {
  const path = pathIn(object, finding.value);
  switch (finding.kind) {
    case 'out-of-bounds': {
      const fix = moveInside(finding);
      return { message: message`${path} ${BOUNDS[finding.bound]} ${finding.limit}.`, ...(fix && { fix }) };
    }
    case 'pattern-mismatch':
      return { message: message`${path} is ${finding.value.words ?? ''}, which does not match ${finding.pattern}.` };
    case 'no-alternative':
      return { message: explainAlternative(finding, holderName(object, finding.value)) };
    case 'duplicate-item':
      return { message: explainDuplicate(finding, path), fix: { title: message`Remove this item`, safe: false, edits: [removeItem(finding.value)] } };
    default:
      return undefined;
  }
}

const BOUNDS: Readonly<Record<Bound, Message>> = {
  minimum: message`must be at least`,
  maximum: message`must be at most`,
  exclusiveMinimum: message`must be more than`,
  exclusiveMaximum: message`must be less than`,
  multipleOf: message`must be a multiple of`,
  minLength: message`must have at least this many characters:`,
  maxLength: message`must have at most this many characters:`,
  minItems: message`must have at least this many items:`,
  maxItems: message`must have at most this many items:`,
  minProperties: message`must have at least this many fields:`,
  maxProperties: message`must have at most this many fields:`,
};

function moveInside({ value, bound, limit }: OutOfBounds): Fix | undefined {
  if (bound !== 'minimum' && bound !== 'maximum') return undefined;
  return { title: message`Write ${String(limit)}`, safe: false, edits: [replaceSource(value, String(limit))] };
}

function explainAlternative({ combination, fields }: NoAlternative, holder: string): Message {
  if (combination === 'not') return message`${holder} holds what its definition rules out.`;
  if (fields.length === 0)
    return combination === 'oneOf'
      ? message`${holder} must fit exactly one of the alternatives in its definition.`
      : message`${holder} must fit one of the alternatives in its definition.`;
  return combination === 'oneOf' ? message`${holder} must have exactly one of ${fields}.` : message`${holder} must have one of ${fields}.`;
}

function explainDuplicate({ keys }: DuplicateItem, path: string): Message {
  return keys.length === 0 ? message`${path} stands in this list already.` : message`An item with the same ${keys} as ${path} stands in this list already.`;
}

/** A scalar as a whole, and the key of what is larger. */
function placeOf({ value }: SchemaFinding): Finding['at'] {
  return value.node.kind === 'scalar' ? value.at : value.keyAt;
}
