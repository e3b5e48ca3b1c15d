import { _, type Ajv, type ErrorObject } from 'ajv';
import { makeAjv } from './ajv';
import { definitionSchema } from './json-schema';

export type Validate = ((this: { from: number; to: number }, json: unknown) => boolean) & { errors?: ErrorObject[] | null };

let ajv: Ajv | undefined;
const validators: (Validate | undefined)[] = [];

/**
 * The validator of a definition, compiled when it is first asked for. Built bundles replace this file by
 * `core-validator.precompiled.ts`, which answers the same without compiling anything.
 */
export function coreValidator(definition: number): Validate {
  const known = validators[definition];
  if (known) return known;
  ajv ??= makeAjv({ ref: coreValidator, code: _`coreValidator` });
  const made = ajv.compile(definitionSchema(definition)) as unknown as Validate;
  validators[definition] = made;
  return made;
}
