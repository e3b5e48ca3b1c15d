import type { Ajv, ErrorObject } from 'ajv';
import { makeAjv } from './ajv';
import { definitionSchema, reachable, schemaId } from './json-schema';

export type Validate = ((this: { from: number; to: number }, json: unknown) => boolean) & { errors?: ErrorObject[] | null };

let ajv: Ajv | undefined;
const added = new Set<number>();

/**
 * The validator of a definition, compiled when it is first asked for. Built bundles replace this file by
 * `core-validator.precompiled.ts`, which answers the same without compiling anything.
 */
export function coreValidator(definition: number): Validate {
  ajv ??= makeAjv();
  for (const index of reachable(definition)) {
    if (!added.has(index)) ajv.addSchema(definitionSchema(index));
    added.add(index);
  }
  return ajv.getSchema(schemaId(definition)) as Validate;
}
