import type { FieldFacts } from '../../server/src/schema/definition';
import { definition } from '../../server/src/schema/pack';
import type { PackField, PackSegment } from '../../server/src/schema/pack-file';

/**
 * Checks JSON against the facts as plainly as can be: no ajv, no generated code. What it finds must be what the
 * validators find. Each fault is a line: way, what is wrong, and what was expected.
 */
export function interpret(index: number, json: unknown, range: { readonly from: number; readonly to: number }): string[] {
  const faults: string[] = [];
  checkDefinition(index, json, '');
  return faults;

  function checkDefinition(at: number, value: unknown, way: string): void {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return void faults.push(`${way} type object`);
    const { fields } = definition(at);
    if (fields.size === 0) return;
    for (const [name, inner] of Object.entries(value)) {
      const field = fields.get(name);
      if (!field) faults.push(`${way} unknown ${name}`);
      else if (inner !== undefined) checkField(field, inner, way);
    }
    for (const field of fields.values()) {
      if ((value as Record<string, unknown>)[field.name] === undefined && isRequired(field)) faults.push(`${way} missing ${field.name}`);
    }
  }

  /** All minors of the range require it. Where a minor does not have the field's holder at all, it has no say. */
  function isRequired({ segments }: FieldFacts): boolean {
    for (let minor = range.from; minor <= range.to; minor++) {
      const segment = segments.find(({ from, to }) => from <= minor && minor <= to);
      if (!segment?.required) return false;
    }
    return true;
  }

  function checkField(field: PackField, value: unknown, way: string): void {
    if (range.from < field.since || range.to > field.last) faults.push(`${way} outside ${field.name}`);
    const meant = field.segments.filter(({ from, to }) => from <= range.to && to >= range.from);
    // A field that no minor of the range has is still checked as what it is elsewhere.
    const segments = meant.length > 0 || field.segments.length > 1 ? meant : field.segments;
    for (const segment of new Set(segments)) checkValue(field, segment, segment.wraps, value, `${way}/${field.name}`);
  }

  function checkValue(field: PackField, segment: PackSegment, wraps: string, value: unknown, way: string): void {
    if (wraps.startsWith('[')) {
      if (!Array.isArray(value)) faults.push(`${way} type array`);
      else for (const [index, item] of value.entries()) checkValue(field, segment, wraps.slice(1), item, `${way}/${index}`);
    } else if (wraps.startsWith('{')) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) faults.push(`${way} type object`);
      else for (const [name, item] of Object.entries(value)) checkValue(field, segment, wraps.slice(1), item, `${way}/${escaped(name)}`);
    } else if (segment.leaf === 'object') {
      checkDefinition(segment.definition, value, way);
    } else {
      checkLeaf(field, segment, value, way);
    }
  }

  function checkLeaf({ allowed }: FieldFacts, { leaf }: PackSegment, value: unknown, way: string): void {
    const types = TYPES[leaf];
    if (types && !types.some((type) => isOfType(value, type))) return void faults.push(`${way} type ${types.join(',')}`);
    if (leaf === 'quantity' && typeof value === 'string' && !/^[+-]?(\d+(\.\d*)?|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/.test(value))
      faults.push(`${way} quantity`);
    if (!allowed || value === '') return;
    const one = allowed.find((candidate) => candidate.value === value);
    if (!one) faults.push(`${way} value`);
    else if (one.since > range.from) faults.push(`${way} since ${one.since}`);
  }
}

const TYPES: Readonly<Record<string, readonly string[]>> = {
  string: ['string'],
  boolean: ['boolean'],
  integer: ['integer'],
  number: ['number'],
  quantity: ['string', 'number'],
  'int-or-string': ['string', 'integer'],
  time: ['string'],
  bytes: ['string'],
};

/** A step of a JSON pointer (RFC 6901). */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function isOfType(value: unknown, type: string): boolean {
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}
