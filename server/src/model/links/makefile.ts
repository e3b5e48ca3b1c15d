/** A Makefile, as far as it tells what a target runs. Offsets are those of the file. */
export interface Makefile {
  readonly file: string;
  readonly rules: readonly MakeRule[];
  readonly variables: readonly MakeVariable[];
  /** Names that are set in a way that is not understood: in a condition, by `define`, by a command. */
  readonly unclear: ReadonlySet<string>;
  /** Names that go into the environment of recipes; `*` for all. */
  readonly exported: ReadonlySet<string>;
}

export interface MakeRule {
  readonly target: string;
  readonly needs: readonly string[];
  readonly recipe: readonly MakeText[];
  /** Variables for this target alone. */
  readonly variables: readonly MakeVariable[];
  /** A part of it stands in a condition. */
  readonly unclear: boolean;
}

export interface MakeText {
  readonly text: string;
  readonly start: number;
}

export interface MakeVariable {
  readonly name: string;
  readonly value: MakeText;
  readonly operator: '=' | '?=' | '+=';
}

/** Longer files are no ordinary Makefiles. */
const MAX_LENGTH = 200_000;

const ASSIGNMENT = /^((?:(?:export|override|private)[ \t]+)*)([\w.-]+)[ \t]*(\?=|::?:?=|\+=|!=|=)[ \t]*(.*)$/s;

/**
 * Reads a Makefile. Undefined where it holds what changes the meaning of all that stands in it (`include`, `.ONESHELL`,
 * another sign for recipes): then nobody knows from this file alone what a target runs.
 */
export function readMakefile(file: string, text: string): Makefile | undefined {
  if (
    text.length > MAX_LENGTH ||
    /^[ \t]*(?:-?include|sinclude|load|vpath)[ \t]|^\.(?:ONESHELL|RECIPEPREFIX|SECONDEXPANSION|DEFAULT_GOAL|POSIX)\b|^SHELL[ \t]*[:?]*=|\$\(eval\b/m.test(text)
  )
    return undefined;
  const rules: { target: string; needs: string[]; recipe: MakeText[]; variables: MakeVariable[]; unclear: boolean }[] = [];
  const variables: MakeVariable[] = [];
  const unclear = new Set<string>();
  const exported = new Set<string>();
  let current: typeof rules = [];
  let conditions = 0;
  let inDefinition = false;
  for (const line of logicalLines(text)) {
    const plain = line.text.trim();
    if (inDefinition) {
      inDefinition = plain !== 'endef';
      continue;
    }
    const directive = /^(ifeq|ifneq|ifdef|ifndef|endif|else|define|undefine)\b[ \t]*(?:([\w.-]+))?/.exec(plain);
    if (directive) {
      const [, word = '', name = ''] = directive;
      if (word.startsWith('if')) conditions++;
      else if (word === 'endif') conditions = Math.max(0, conditions - 1);
      else if (word === 'define' || word === 'undefine') {
        unclear.add(name);
        inDefinition = word === 'define';
      }
      for (const rule of current) rule.unclear = true;
      continue;
    }
    if (line.text.startsWith('\t') && current.length > 0) {
      for (const rule of current) rule.recipe.push({ text: line.text.slice(1), start: line.start + 1 });
      continue;
    }
    const content = withoutComment(line.text);
    if (content.trim() === '') continue;
    const names = /^[ \t]*(un)?export\b[ \t]*((?:[\w.-]+[ \t]*)*)$/.exec(content);
    if (names) {
      const list = (names[2] ?? '').split(/[ \t]+/).filter((name) => name !== '');
      for (const name of list.length > 0 ? list : ['*']) (names[1] || conditions > 0 ? unclear : exported).add(name);
      continue;
    }
    const variable = variableIn(content, line.start);
    if (variable) {
      if (conditions > 0 || variable.isUnclear) unclear.add(variable.name);
      else variables.push(variable);
      if (variable.isExported) exported.add(variable.name);
      continue;
    }
    const rule = /^([^:#=\t][^:=]*?)[ \t]*::?(?!=)[ \t]*(.*)$/s.exec(content);
    if (!rule) continue;
    const [, targets = '', behind = ''] = rule;
    const own = variableIn(behind, line.start + content.length - behind.length);
    const [needs = '', inline] = behind.split(/;(.*)/s);
    current = [];
    for (const target of targets.split(/[ \t]+/)) {
      if (target === '.EXPORT_ALL_VARIABLES') exported.add('*');
      const known = rules.find((one) => one.target === target) ?? { target, needs: [], recipe: [], variables: [], unclear: false };
      if (!rules.includes(known)) rules.push(known);
      known.unclear ||= conditions > 0;
      if (own) {
        known.variables.push(own);
        known.unclear ||= own.isUnclear;
        if (own.isExported) exported.add(own.name);
        continue;
      }
      current.push(known);
      known.needs.push(...needs.split(/[ \t|]+/).filter((name) => name !== ''));
      if (inline !== undefined) known.recipe.push({ text: inline, start: line.start + content.length - inline.length });
    }
  }
  return { file, rules, variables, unclear, exported };
}

/** Lines with those that a backslash continues. */
function* logicalLines(text: string): Iterable<MakeText> {
  const pattern = /[^\n]*(?:\\\r?\n[^\n]*)*/y;
  for (let start = 0; start < text.length; ) {
    pattern.lastIndex = start;
    const line = pattern.exec(text)?.[0] ?? '';
    yield { text: line.replace(/\r$/, ''), start };
    start += line.length + 1;
  }
}

function withoutComment(line: string): string {
  return /^((?:[^#\\]|\\.)*)/s.exec(line)?.[1] ?? line;
}

function variableIn(content: string, start: number): (MakeVariable & { readonly isExported: boolean; readonly isUnclear: boolean }) | undefined {
  const match = ASSIGNMENT.exec(content);
  if (!match) return undefined;
  const [whole, words = '', name = '', operator = '', value = ''] = match;
  return {
    name,
    value: { text: value.trimEnd(), start: start + whole.length - value.length },
    operator: operator === '?=' || operator === '+=' ? operator : '=',
    isExported: words.includes('export'),
    isUnclear: operator === '!=' || words.includes('override') || value.includes('\n'),
  };
}
