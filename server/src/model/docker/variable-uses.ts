import type { Dockerfile, Instruction } from '../../docker/dockerfile';
import { variableUses } from '../../docker/expand';
import type { Located, Span } from '../../text/span';

/** A variable where Docker, or the shell of a RUN, puts a value in. */
export interface VariablePlace {
  readonly name: string;
  /** What follows the name inside braces (`:-default`); `''` for none. */
  readonly modifier: string;
  readonly at: Span;
}

/** Instructions whose words Docker itself expands (dockerfile reference, "Environment replacement"). */
const EXPANDED = new Set(['ADD', 'ARG', 'COPY', 'ENV', 'EXPOSE', 'LABEL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR']);

/** The variables of an instruction that Docker expands, in its flags, words and here-documents. */
export function variablesOf(instruction: Instruction, { escape, file }: Dockerfile): VariablePlace[] {
  const { keyword, rest, flags, heredocs, spanOfRest } = instruction;
  if (!EXPANDED.has(keyword)) return [];
  const places = variableUses(withoutSingleQuotes(rest.value), escape).map((use) => ({ ...use, at: spanOfRest(use.start, use.end) }));
  for (const { value } of flags) {
    if (!value || value.at.end - value.at.start !== value.value.length) continue;
    for (const use of variableUses(value.value, escape))
      places.push({ ...use, at: { file, start: value.at.start + use.start, end: value.at.start + use.end } });
  }
  for (const { body, expands } of heredocs) {
    if (!expands) continue;
    for (const use of variableUses(body.value, escape)) places.push({ ...use, at: { file, start: body.at.start + use.start, end: body.at.start + use.end } });
  }
  return places;
}

/** The variables that the shell expands in a RUN, CMD or ENTRYPOINT in shell form, but for those that the text itself sets. */
export function shellVariablesOf(instruction: Instruction, { file }: Dockerfile): VariablePlace[] {
  const { rest, heredocs, json, spanOfRest } = instruction;
  const scripts = [
    ...(json ? scriptIn(json) : [{ text: rest.value, spanOf: spanOfRest }]),
    ...heredocs.map(({ body }) => ({
      text: body.value,
      spanOf: (from: number, to: number) => ({ file, start: body.at.start + from, end: body.at.start + to }),
    })),
  ];
  const set = namesSetIn(scripts.map(({ text }) => text).join('\n'));
  return scripts.flatMap(({ text, spanOf }) =>
    variableUses(withoutSingleQuotes(text), '\\')
      .filter(({ name }) => !set.has(name))
      .map((use) => ({ ...use, at: spanOf(use.start, use.end) })),
  );
}

/** The script of `["sh", "-c", "script"]`, where it is written without escapes, so that its places are known. */
function scriptIn([program, ...words]: readonly Located<string>[]): { text: string; spanOf: (from: number, to: number) => Span }[] {
  if (!/(?:^|\/)(?:ba|da|a|z)?sh$/.test(program?.value ?? '')) return [];
  const script = words[words.findIndex(({ value }) => /^-[a-z]*c[a-z]*$/.test(value)) + 1];
  if (!script || script === words[0] || script.at.end - script.at.start !== script.value.length + 2) return [];
  const { file, start } = script.at;
  return [{ text: script.value, spanOf: (from, to) => ({ file, start: start + 1 + from, end: start + 1 + to }) }];
}

/** The names that a script gives a value: by an assignment, or as a word of a command that sets what it names. */
function namesSetIn(script: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, name] of script.matchAll(/(?<=^|[\s;&|({"'])(\w+)=/g)) names.add(name as string);
  for (const [, words] of script.matchAll(/\b(?:for|read|export|local|declare|readonly|getopts|printf\s+-v)\s([^;&|]*)/g))
    for (const [name] of (words as string).matchAll(/\w+/g)) names.add(name);
  return names;
}

/** The same text with what stands in single quotes, where nothing is expanded, made blank. */
function withoutSingleQuotes(text: string): string {
  if (!text.includes("'")) return text;
  let result = '';
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (quote === "'") {
      if (character === "'") quote = '';
      result += character === "'" ? character : ' ';
      continue;
    }
    if (character === '\\' && at + 1 < text.length) {
      result += character + text[++at];
      continue;
    }
    if (character === '"') quote = quote === '"' ? '' : '"';
    else if (character === "'" && quote === '') quote = "'";
    result += character;
  }
  return result;
}
