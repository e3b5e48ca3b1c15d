import type { Validate } from './core-validator';

let validators: Readonly<Record<string, Validate>> | undefined;

/** The validator of a definition, out of the module that the build made. It is loaded with the first Kubernetes document. */
export function coreValidator(definition: number): Validate {
  // A require and not an import: bundlers would load an import at start.
  validators ??= require('./kubernetes-validators.js') as Readonly<Record<string, Validate>>;
  return validators[`d${definition}`] as Validate;
}
