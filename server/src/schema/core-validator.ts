import type { ErrorObject } from 'ajv';
import { corePack } from './pack';
import { packValidators } from './pack-validators';

export type Validate = ((this: { from: number; to: number }, json: unknown) => boolean) & { errors?: ErrorObject[] | null };

let validatorOf: ((definition: number) => Validate) | undefined;

/**
 * The validator of one of Kubernetes' own definitions, compiled when it is first asked for. Built bundles replace this
 * file by `core-validator.precompiled.ts`, which answers the same without compiling anything.
 */
export function coreValidator(definition: number): Validate {
  validatorOf ??= packValidators(corePack());
  return validatorOf(definition);
}
