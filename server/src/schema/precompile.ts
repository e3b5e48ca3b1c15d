import standaloneCode from 'ajv/dist/standalone';
import { makeAjv } from './ajv';
import { definitionSchema, reachable, schemaId } from './json-schema';
import { allKinds } from './pack';

/** The source of a CommonJS module with a validator for every kind, by name `d<index of its definition>`. Run by the build. */
export function source(): string {
  const ajv = makeAjv({ source: true });
  const kinds = [...new Set(allKinds().map((facts) => facts.definition))].filter((index) => index >= 0);
  const all = new Set(kinds.flatMap(reachable));
  for (const index of all) ajv.addSchema(definitionSchema(index));
  return standaloneCode(ajv, Object.fromEntries(kinds.map((index) => [`d${index}`, schemaId(index)])));
}
