import type { Validate } from './core-validator';

/** What the build makes: a module that knows in which chunk each definition lies, and one module for each chunk. */
interface Precompiled {
  readonly chunkOf: readonly number[];
  /** Loads a chunk; its validators find others by `lookup`. */
  readonly load: (chunk: number, lookup: (definition: number) => Validate) => Readonly<Record<string, Validate>>;
}

let precompiled: Precompiled | undefined;
const chunks: (Readonly<Record<string, Validate>> | undefined)[] = [];

/** The validator of a definition, out of the modules that the build made. Each is loaded when a document needs it. */
export function coreValidator(definition: number): Validate {
  // A require and not an import: bundlers would load an import at start.
  precompiled ??= require('./validators/index.js') as Precompiled;
  const chunk = precompiled.chunkOf[definition] as number;
  const validators = chunks[chunk] ?? precompiled.load(chunk, coreValidator);
  chunks[chunk] = validators;
  return validators[`d${definition}`] as Validate;
}
