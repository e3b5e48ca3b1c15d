import type { Located, Span } from '../text/span';
import type { Dockerfile, Instruction } from './dockerfile';

/** One simple command of a shell script: `A=1 go build -o app .` */
export interface ShellCommand {
  readonly words: readonly ShellWord[];
  /** Variables set for this command alone, or for the shell where there are no words. */
  readonly assignments: readonly { readonly name: string; readonly value: string; readonly at: Span }[];
  readonly at: Span;
  /** What stands before it: `&&`, `||`, `;`, `|`, a line break (`;`), or `''` for the first. */
  readonly before: string;
  /** It stands inside `if`, `for`, `case`, a function, a subshell or `$(…)`, so it may not run, or not here. */
  readonly nested: boolean;
}

export interface ShellWord extends Located<string> {
  /** As written, quotes included. */
  readonly source: string;
  /** Holds a variable or command substitution, so `value` is not what the program gets. */
  readonly expands: boolean;
}

/** The commands of a RUN, CMD or ENTRYPOINT, whichever form it has. An exec form is one command. */
export function shellCommands(instruction: Instruction, dockerfile: Dockerfile): readonly ShellCommand[] {
  const known = KNOWN.get(instruction);
  if (known) return known;
  const commands = readCommands(instruction, dockerfile);
  KNOWN.set(instruction, commands);
  return commands;
}

/** Many rules ask, some of them for each stage above. */
const KNOWN = new WeakMap<Instruction, readonly ShellCommand[]>();

function readCommands(instruction: Instruction, dockerfile: Dockerfile): ShellCommand[] {
  if (instruction.json) {
    const words = instruction.json.map(({ value, at }) => ({ value, at, source: value, expands: false }));
    return words.length === 0 ? [] : [{ words, assignments: [], at: instruction.rest.at, before: '', nested: false }];
  }
  const commands = readShell(instruction.rest.value, instruction.spanOfRest);
  const [only] = commands;
  // `RUN <<EOF`: the body is the script (unless a command in front of it takes the body as its input).
  const scripts = instruction.heredocs.filter(
    () => commands.length === 0 || (commands.length === 1 && (only?.words.every(({ source }) => source.includes('<<')) ?? false)),
  );
  const bodies = scripts.flatMap(({ body }) =>
    readShell(body.value, (from, to) => ({ file: dockerfile.file, start: body.at.start + from, end: body.at.start + to })),
  );
  return scripts.length > 0 ? bodies : commands;
}

const OPENERS = new Set(['if', 'for', 'while', 'until', 'case', '{']);
const CLOSERS = new Set(['fi', 'done', 'esac', '}']);
/** Words after which a new command begins on the same line. */
const LEADERS = new Set(['then', 'else', 'elif', 'do', '!', 'time']);

/**
 * Takes a POSIX shell script apart into its simple commands. Not an interpreter: it knows quotes, operators, comments
 * and the words that open and close compound commands, which is what the questions asked of it need.
 */
export function readShell(script: string, spanOf: (from: number, to: number) => Span): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: ShellWord[] = [];
  let assignments: ShellCommand['assignments'][number][] = [];
  let before = '';
  let depth = 0;
  let start = -1;
  let end = 0;
  const finish = (operator: string) => {
    if (start >= 0) commands.push({ words, assignments, at: spanOf(start, end), before, nested: depth > 0 });
    if (start >= 0 || operator !== ';') before = operator;
    words = [];
    assignments = [];
    start = -1;
  };
  for (let at = 0; at < script.length; ) {
    const character = script[at] as string;
    if (character === ' ' || character === '\t' || character === '\r') at++;
    else if (character === '\\' && /^\\\r?\n/.test(script.slice(at, at + 3))) at += script[at + 1] === '\r' ? 3 : 2;
    else if (character === '#' && (at === 0 || /[ \t\r\n;&|(]/.test(script[at - 1] as string))) at = endOfLine(script, at);
    else if (character === '\n' || character === ';') {
      finish(';');
      at++;
    } else if ((character === '&' || character === '|') && !isRedirection(script, at)) {
      const operator = script[at + 1] === character ? character + character : character;
      finish(operator === '&' ? ';' : operator);
      at += operator.length;
    } else if (character === '(' || character === ')') {
      finish(';');
      depth = Math.max(0, depth + (character === '(' ? 1 : -1));
      at++;
    } else {
      const stop = endOfShellWord(script, at);
      const source = script.slice(at, stop);
      const word = { value: unquoteShell(source), source, at: spanOf(at, stop), expands: expandsInShell(source) };
      const isFirst = words.length === 0 && assignments.length === 0;
      if (isFirst && OPENERS.has(source)) depth++;
      if (isFirst && CLOSERS.has(source)) depth = Math.max(0, depth - 1);
      if (isFirst && (OPENERS.has(source) || CLOSERS.has(source) || LEADERS.has(source))) {
        // The condition of an `if` and the list of a `for` follow as commands of their own, nested.
        at = stop;
        continue;
      }
      if (start < 0) start = at;
      end = stop;
      const assignment = words.length === 0 ? /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(source) : null;
      if (assignment) assignments.push({ name: assignment[1] as string, value: unquoteShell(assignment[2] as string), at: word.at });
      else words.push(word);
      at = stop;
    }
  }
  finish('');
  return commands;
}

function endOfLine(script: string, from: number): number {
  const feed = script.indexOf('\n', from);
  return feed < 0 ? script.length : feed;
}

/** Where the word that begins at `from` ends; only these blanks part words, all others are letters to a shell. */
function endOfShellWord(script: string, from: number): number {
  /** What closes the quotes and substitutions that are open, the innermost last. */
  const open: string[] = [];
  let at = from;
  for (; at < script.length; at++) {
    const character = script[at] as string;
    const closer = open.at(-1);
    if (character === closer) open.pop();
    else if (closer === "'") continue;
    else if (character === '\\') at++;
    else if (character === '$' && (script[at + 1] === '(' || script[at + 1] === '{')) open.push(script[++at] === '(' ? ')' : '}');
    else if (character === '"' || (character === "'" && closer !== '"')) open.push(character);
    else if (closer === ')' && character === '(') open.push(')');
    else if (closer === '}' && character === '{') open.push('}');
    else if (closer === undefined && /[ \t\r\n;&|()]/.test(character) && !isRedirection(script, at)) break;
  }
  return Math.min(Math.max(at, from + 1), script.length);
}

/** `2>&1` and `&>file` hold an ampersand that ends no command. */
function isRedirection(script: string, at: number): boolean {
  return script[at] === '&' && (script[at - 1] === '>' || script[at - 1] === '<' || script[at + 1] === '>');
}

function unquoteShell(source: string): string {
  let text = '';
  let quote = '';
  for (let i = 0; i < source.length; i++) {
    const character = source[i] as string;
    if (quote === "'") {
      if (character === "'") quote = '';
      else text += character;
    } else if (character === '\\' && i + 1 < source.length) {
      const next = source[++i] as string;
      text += quote === '"' && !'"\\$`'.includes(next) ? character + next : next;
    } else if (character === '"') quote = quote ? '' : '"';
    else if (character === "'" && !quote) quote = "'";
    else text += character;
  }
  return text;
}

function expandsInShell(source: string): boolean {
  return /[$`]/.test(source.replace(/'[^']*'/g, '').replace(/\\./g, ''));
}
