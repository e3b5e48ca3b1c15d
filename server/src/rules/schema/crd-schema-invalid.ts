import { insertField, removeField } from '../../fix/fields';
import { hasTemplate, isTemplated } from '../../model/templated';
import { versionsOf } from '../../schema/custom/custom-schema';
import { MOST_FIELDS } from '../../schema/custom/levels';
import { type StructureFault, structureFaults } from '../../schema/custom/structure';
import { type Message, message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'crd-schema-invalid',
  summary: 'The schema of a CustomResourceDefinition is not one that the server takes.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['CustomResourceDefinition'],

  *check({ value, group, version }) {
    if (group !== 'apiextensions.k8s.io' || version !== 'v1') return;
    for (const { name, schema } of versionsOf(value)) {
      const missing = value.items('spec', 'versions').find((one) => one.string('name')?.value === name);
      if (!schema && missing && !isTemplated(name))
        yield { at: missing.keyAt, message: message`The version ${name} has no ${'schema.openAPIV3Schema'}, which every version must have.` };
      if (schema) for (const fault of structureFaults(schema)) if (!isFilled(fault)) yield toFinding(fault);
    }
  },
});

/** What a template will fill in there is not known: the value itself, or more fields beside it or in it. */
function isFilled({ value }: StructureFault): boolean {
  const around = value.parent?.kind === 'list' ? value.parent.parent?.get('items', 'properties') : value.parent;
  return [value, around].some((one) => one && hasTemplate(one));
}

function toFinding(fault: StructureFault): Finding {
  const { value } = fault;
  const fix = mend(fault);
  const isScalar =
    value.node.kind === 'scalar' &&
    (fault.kind === 'default-unfit' || fault.kind === 'type-unknown' || fault.kind === 'pattern-unreadable' || fault.kind.startsWith('list-key'));
  // These are bounds of ours, and the server may take it.
  const isOurs = fault.kind === 'too-large' || fault.kind === 'too-many-fields';
  return { at: isScalar ? value.at : value.keyAt, message: explain(fault), ...(isOurs && { severity: 'info' }), ...(fix && { fix }) };
}

function explain({ kind, name, value }: StructureFault): Message {
  switch (kind) {
    case 'too-large':
      return message`This schema is too large or too deep for Seaworthy, which does not check what is made of it.`;
    case 'too-many-fields':
      return message`This mapping has ${Number(name)} fields; beyond ${MOST_FIELDS}, Seaworthy does not check them.`;
    case 'root-no-object':
      return message`The schema of a whole object must have the type ${'object'}.`;
    case 'type-missing':
      return name === '' ? message`This part of the schema has no type.` : message`${name} has no type.`;
    case 'type-unknown':
      return name === 'null' ? message`There is no type ${name}; ${'nullable: true'} allows it.` : message`There is no type ${name}.`;
    case 'keyword-forbidden':
      return message`${name} is not allowed in the schema of a custom resource.`;
    case 'keyword-misplaced':
      return message`${name} must not stand below ${combinationOf(value)}, where values are only restricted.`;
    case 'no-schema':
      return message`Here a schema must stand, which is a mapping.`;
    case 'both-maps':
      return message`A mapping has either ${'properties'} or ${name}, not both.`;
    case 'items-missing':
      return message`A list must say what its ${name} are.`;
    case 'pattern-unreadable':
      return message`${name} is no pattern that Go can read; there is no lookaround and no back reference.`;
    case 'list-keys-missing':
      return message`A list of the type ${'map'} must name its keys in ${name}.`;
    case 'list-key-unknown':
      return message`The items of this list have no field ${name}.`;
    case 'list-key-optional':
      return message`${name} tells the items apart, so it must be required or have a default.`;
    case 'default-unfit':
      return message`The default must be of the type ${name}, and is not.`;
    case 'metadata-restricted':
      return message`Of the metadata only ${'name'} and ${'generateName'} may be described, not ${name}.`;
    case 'undescribed':
      return message`${name} is restricted below ${combinationOf(value)}, and described nowhere outside of it.`;
    case 'message-missing':
      return message`A rule of several lines needs a ${name} of its own.`;
    case 'set-of-mappings':
      return message`The items of a ${name} must be plain values, or mappings that are ${'atomic'}.`;
  }
}

function combinationOf(value: StructureFault['value']): string {
  for (let at = value.parent; at; at = at.parent) if (/^(?:allOf|anyOf|oneOf|not)$/.test(String(at.step))) return String(at.step);
  return 'not';
}

function mend({ kind, value, name }: StructureFault): Fix | undefined {
  if (kind === 'keyword-forbidden' || kind === 'keyword-misplaced' || kind === 'metadata-restricted')
    return { title: message`Remove ${name}`, safe: false, edits: [removeField(value)] };
  if ((kind === 'type-missing' || kind === 'root-no-object') && value.kind === 'map') {
    const type =
      kind === 'root-no-object' || value.get('properties') || value.get('additionalProperties') ? 'object' : value.get('items') ? 'array' : undefined;
    return type === undefined ? undefined : { title: message`Add the type ${type}`, safe: false, edits: [insertField(value, 'type', type)] };
  }
  return undefined;
}
