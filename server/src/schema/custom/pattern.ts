import { RE2JS } from 're2js';

const compiled = new Map<string, RE2JS | undefined>();

/** Longer patterns are not compiled. */
const LONGEST_PATTERN = 10_000;

/** Whether a pattern is one that the server can read: Go's, without lookaround and references. */
export function isPattern(pattern: string): boolean {
  return compile(pattern) !== undefined;
}

/**
 * The engine that ajv is given. It takes time in proportion to the text, whatever the pattern, and understands patterns
 * as the server does.
 */
export const linearPatterns = Object.assign(
  (pattern: string) => ({
    test: (text: string) => compile(pattern)?.matcher(text).find() ?? true,
    toString: () => pattern,
  }),
  { code: 'linearPatterns' },
);

function compile(pattern: string): RE2JS | undefined {
  if (compiled.has(pattern)) return compiled.get(pattern);
  // Patterns come and go with the schemas that somebody edits.
  if (compiled.size > 500) compiled.clear();
  const made = tryToCompile(pattern);
  compiled.set(pattern, made);
  return made;
}

function tryToCompile(pattern: string): RE2JS | undefined {
  if (pattern.length > LONGEST_PATTERN) return undefined;
  try {
    return RE2JS.compile(pattern);
  } catch {
    // What is wrong with it is the business of the definition's own rule.
    return undefined;
  }
}
