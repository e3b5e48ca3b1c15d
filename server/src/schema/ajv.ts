import { _, Ajv, type Code, type KeywordCxt, type Name, type SchemaValidateFunction } from 'ajv';
import type { RegExpEngine } from 'ajv/dist/types';
import { callRef } from 'ajv/dist/vocabularies/core/ref';
import type { Validate } from './core-validator';

/** Finds the validator of a definition, at run time and in the code that the build makes. */
export interface DefinitionLookup {
  readonly ref: (definition: number) => Validate;
  /** How generated code calls it. */
  readonly code: Code;
}

export interface AjvOptions {
  /** The code of the validators is wanted. */
  readonly source?: boolean;
  /** The engine for patterns, where they come from files that nobody vouches for. */
  readonly patterns?: RegExpEngine;
}

/**
 * An ajv that knows what JSON schema lacks for a range of Kubernetes versions. Call its validators with the range as
 * `this`: `validate.call(range, json)`. All keywords are code, not functions: only code survives in the precompiled
 * validators.
 *
 * - `definition: 12`: as `$ref`, but the validator is looked up when it is called, so that each is compiled or loaded
 *   only when a document needs it.
 * - `fieldRange: { hostUsers: [25, 999] }`: the minors that have a field.
 * - `fieldRequired: { spec: [[36, 999]] }`: the minors that require it; an error where all minors of the range do.
 * - `valueSince: { Gt: 35 }`: values younger than their list.
 * - `listKeys: [name]`: no two items of a list have the same keys.
 * - `typeRange: [{ from: 0, to: 28, … }, { from: 29, to: 999, … }]`: the schemas of a field whose type changed.
 */
export function makeAjv(definitions?: DefinitionLookup, { source, patterns }: AjvOptions = {}): Ajv {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    allowUnionTypes: true,
    validateSchema: false,
    messages: false,
    logger: false,
    passContext: true,
    meta: false,
    // What is compiled while checking is used a few times: to optimise it takes longer than to run it.
    code: { ...(source ? { source: true, optimize: 1 } : { optimize: false }), ...(patterns && { regExp: patterns }) },
  });
  ajv.addKeyword({ keyword: 'definition', schemaType: 'number', code: (context) => callDefinition(context, definitions) });
  ajv.addKeyword({
    keyword: 'fieldRange',
    type: 'object',
    schemaType: 'object',
    error: { message: '', params: ({ params }) => _`{field: ${params.field}, since: ${params.since}, last: ${params.last}}` },
    code: checkFieldRange,
  });
  ajv.addKeyword({
    keyword: 'fieldRequired',
    type: 'object',
    schemaType: 'object',
    error: { message: '', params: ({ params }) => _`{missingProperty: ${params.field}}` },
    code: checkFieldRequired,
  });
  ajv.addKeyword({
    keyword: 'valueSince',
    type: 'string',
    schemaType: 'object',
    error: { message: '', params: ({ params }) => _`{since: ${params.since}}` },
    code: checkValueSince,
  });
  ajv.addKeyword({ keyword: 'typeRange', schemaType: 'array', code: checkTypeRange });
  ajv.addKeyword({ keyword: 'listKeys', type: 'array', schemaType: 'array', errors: true, compile: compileListKeys });
  return ajv;
}

function callDefinition(context: KeywordCxt, definitions: DefinitionLookup | undefined): void {
  if (!definitions) throw new Error('a schema names a definition, but this ajv knows none');
  const { gen, schema } = context;
  const lookup: Name = gen.scopeValue('func', { ref: definitions.ref, code: definitions.code });
  callRef(context, gen.const('_valid', _`${lookup}(${schema})`));
}

function checkFieldRange(context: KeywordCxt): void {
  const { gen, data, schema } = context;
  for (const [field, [since, last]] of Object.entries(schema as Record<string, [number, number]>)) {
    const outside = since > 0 && last < 999 ? _`(this.from < ${since} || this.to > ${last})` : since > 0 ? _`this.from < ${since}` : _`this.to > ${last}`;
    gen.if(_`${data}[${field}] !== undefined && ${outside}`, () => {
      context.setParams({ field, since, last });
      context.error();
    });
  }
}

function checkFieldRequired(context: KeywordCxt): void {
  const { gen, data, schema } = context;
  for (const [field, spans] of Object.entries(schema as Record<string, [number, number][]>)) {
    const inside = spans.map(([from, to]) => _`(this.from >= ${from} && this.to <= ${to})`).reduce((left, right) => _`${left} || ${right}`);
    gen.if(_`${data}[${field}] === undefined && (${inside})`, () => {
      context.setParams({ field });
      context.error();
    });
  }
}

function checkValueSince(context: KeywordCxt): void {
  const { gen, data, schema } = context;
  for (const [value, since] of Object.entries(schema as Record<string, number>)) {
    gen.if(_`${data} === ${value} && this.from < ${since}`, () => {
      context.setParams({ since });
      context.error();
    });
  }
}

function checkTypeRange(context: KeywordCxt): void {
  const { gen, schema } = context;
  for (const [index, { from, to }] of (schema as { from: number; to: number }[]).entries()) {
    gen.if(_`this.from <= ${to} && this.to >= ${from}`, () => context.subschema({ keyword: 'typeRange', schemaProp: index }, gen.name('valid')));
  }
}

/** Only for schemas that are compiled at run time: functions do not survive in generated code. */
function compileListKeys(keys: readonly string[]): SchemaValidateFunction {
  const validate: SchemaValidateFunction = (list: readonly unknown[]) => {
    const seen = new Set<string>();
    const index = list.findIndex((item) => {
      if (typeof item !== 'object' || item === null) return false;
      const values = keys.map((key) => (item as Record<string, unknown>)[key]);
      if (values.every((value) => value === undefined)) return false;
      const known = JSON.stringify(values);
      if (seen.has(known)) return true;
      seen.add(known);
      return false;
    });
    if (index < 0) return true;
    validate.errors = [{ keyword: 'listKeys', params: { index, keys } }];
    return false;
  };
  return validate;
}
