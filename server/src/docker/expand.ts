/** The values of variables: a text, or undefined where a variable exists but its value is not known (`ARG X`). */
export type Variables = ReadonlyMap<string, string | undefined>;

/** A use of a variable in a text: `$NAME` or `${NAME…}` at `start..end`. */
export interface VariableUse {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** What follows the name inside the braces: `:-default`, `:+other`, `#prefix` …; `''` for none. */
  readonly modifier: string;
}

/** The variables that a text uses, escaped ones (`\$X`) left out. */
export function variableUses(text: string, escape: string): VariableUse[] {
  const uses: VariableUse[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === escape) {
      at++;
      continue;
    }
    if (text[at] !== '$') continue;
    const plain = /^\$([A-Za-z_]\w*|\d+|[#?$!@*-])/.exec(text.slice(at, at + 200));
    const close = text[at + 1] === '{' ? closingBrace(text, at + 1) : -1;
    const braced = close > 0 ? /^([A-Za-z_]\w*)([\s\S]*)$/.exec(text.slice(at + 2, close)) : null;
    const use: VariableUse | undefined = braced
      ? { name: braced[1] as string, modifier: braced[2] as string, start: at, end: close + 1 }
      : plain
        ? { name: plain[1] as string, modifier: '', start: at, end: at + plain[0].length }
        : undefined;
    if (!use) continue;
    uses.push(use);
    // A use inside the modifier is seen when that modifier is expanded.
    at = use.end - 1;
  }
  return uses;
}

/**
 * Puts the values of variables into a text as Docker does: `$X`, `${X}`, `${X:-default}`, `${X-default}`, `${X:+other}`.
 * Undefined where a value is not known or a modifier is one we do not evaluate. An undeclared variable is empty.
 */
export function expand(text: string, variables: Variables, escape: string): string | undefined {
  let result = '';
  let from = 0;
  for (const use of variableUses(text, escape)) {
    const value = valueOf(use, variables, escape);
    if (value === undefined) return undefined;
    result += text.slice(from, use.start) + value;
    // Variables made of variables double quickly; nobody builds a name of that length.
    if (result.length > MAX_VALUE) return undefined;
    from = use.end;
  }
  const all = result + text.slice(from);
  return all.replaceAll(`${escape}$`, '$');
}

function valueOf({ name, modifier }: VariableUse, variables: Variables, escape: string): string | undefined {
  const known = variables.has(name);
  const value = variables.get(name);
  if (known && value === undefined) return undefined;
  if (modifier === '') return value ?? '';
  const match = /^(:?[-+?])([\s\S]*)$/.exec(modifier);
  if (!match) return undefined;
  const [, operator, operand = ''] = match;
  const set = operator?.startsWith(':') ? (value ?? '') !== '' : known;
  switch (operator) {
    case '-':
    case ':-':
      return set ? (value ?? '') : expand(operand, variables, escape);
    case '+':
    case ':+':
      return set ? expand(operand, variables, escape) : '';
    default:
      return set ? value : undefined;
  }
}

/** Longer values than this, in UTF-16 units, are not computed. */
const MAX_VALUE = 100_000;

/** Longer expressions than this are no variables that anybody wrote; without a bound, many open braces cost their square. */
const MAX_EXPRESSION = 500;

function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < Math.min(text.length, open + MAX_EXPRESSION); at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}

/** A `${…}` that Docker refuses: without an end, without a name, or with a modifier that it does not know. */
export interface BadSubstitution {
  readonly kind: 'open' | 'nameless' | 'modifier';
  readonly modifier: string;
  /** From the dollar sign to the end of the name, or of the modifier. */
  readonly start: number;
  readonly end: number;
}

/** Held against BuildKit's shell/lex.go (processDollar). Inside single quotes nothing is expanded. */
export function badSubstitutions(text: string, escape: string): BadSubstitution[] {
  const found: BadSubstitution[] = [];
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (quote === "'") {
      if (character === "'") quote = '';
    } else if (character === escape) at++;
    else if (character === '"') quote = quote === '"' ? '' : '"';
    else if (character === "'" && quote === '') quote = "'";
    else if (character === '$' && text[at + 1] === '{') {
      const bad = badAt(text, at);
      if (bad) found.push(bad);
      // A broken one makes what follows a matter of guessing.
      if (bad?.kind === 'open') break;
    }
  }
  return found;
}

function badAt(text: string, start: number): BadSubstitution | undefined {
  const name = /^\w*|^[@*#?$!-]/.exec(text.slice(start + 2, start + 2 + MAX_EXPRESSION))?.[0] ?? '';
  const end = start + 2 + name.length;
  if (end >= text.length) return { kind: 'open', modifier: '', start, end };
  if (name === '' && /[{}:]/.test(text[end] as string)) return { kind: 'nameless', modifier: '', start, end: end + 1 };
  if (text[end] === '}') return undefined;
  if (/["'\s]/.test(text[end] as string)) return { kind: 'open', modifier: '', start, end };
  const modifier = text[end] === ':' ? text.slice(end, end + 2).replace('}', '') : (text[end] as string);
  if (!/^(?::?[-+?]|[#%/])$/.test(modifier) && text.length - start < MAX_EXPRESSION) return { kind: 'modifier', modifier, start, end: end + modifier.length };
  if (closingBrace(text, start + 1) < 0 && text.length - start < MAX_EXPRESSION) return { kind: 'open', modifier: '', start, end };
  return undefined;
}
