import type { ErrorObject } from 'ajv';
import type { Value } from '../yaml/value';

/** An error of ajv at the value that it speaks of. */
export interface LocatedError {
  readonly value: Value;
  /** The way to the value, as keys and indexes. */
  readonly steps: readonly string[];
  /** The same as ajv writes it. */
  readonly pointer: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Finds the values that errors speak of. What leads nowhere is left out. */
export function locateErrors(root: Value, errors: readonly ErrorObject[]): LocatedError[] {
  return errors.flatMap(({ instancePath, keyword, params }) => {
    const steps = instancePath
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const value = descend(root, steps);
    return value ? [{ value, steps, pointer: instancePath, keyword, params: params as Record<string, unknown> }] : [];
  });
}

function descend(root: Value, steps: readonly string[]): Value | undefined {
  let at: Value | undefined = root;
  for (const step of steps) {
    if (!at) return undefined;
    // A key that is no string in YAML (`on`, `8080`) is found by the name Kubernetes gives it.
    at = at.kind === 'list' ? at.get(Number(step)) : (at.get(step) ?? at.fields().find(({ name }) => name === step)?.value);
  }
  return at;
}
