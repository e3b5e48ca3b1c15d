import { _, type Ajv } from 'ajv';
import { makeAjv } from './ajv';
import type { Validate } from './core-validator';
import { definitionSchema } from './json-schema';
import type { Pack } from './pack-file';

/**
 * The validators of a pack's definitions, each compiled when it is first asked for. Numbers below zero are looked up by
 * `outside`.
 */
export function packValidators(pack: Pack, outside?: (definition: number) => Validate): (definition: number) => Validate {
  const validators: (Validate | undefined)[] = [];
  let ajv: Ajv | undefined;
  const validatorOf = (definition: number): Validate => {
    const known = validators[definition];
    if (known) return known;
    if (definition < 0 && outside) return outside(-1 - definition);
    ajv ??= makeAjv({ ref: validatorOf, code: _`validatorOf` });
    const made = ajv.compile(definitionSchema(pack, definition)) as unknown as Validate;
    validators[definition] = made;
    return made;
  };
  return validatorOf;
}
