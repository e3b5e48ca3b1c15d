import { parseArgs } from 'node:util';
import { allRules, ruleNames } from '../engine/catalogue';
import type { Grouping } from '../engine/map/workspace-map';
import { nearestRules, nearestWords } from '../engine/nearest-rules';
import { isLanguage, isProfile } from '../engine/read-settings';
import type { Language, Settings } from '../engine/settings';
import { KNOWN_VERSIONS, parseRange, showRange } from '../model/kubernetes-range';
import { type Message, message } from '../text/message';

export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github'] as const;
export type Format = (typeof FORMATS)[number];

export const GRAPH_FORMATS = ['mermaid', 'json', 'svg'] as const;
export type GraphFormat = (typeof GRAPH_FORMATS)[number];

const GROUPINGS: readonly Grouping[] = ['namespace', 'application'];

export const THRESHOLDS = ['error', 'warning', 'info', 'hint', 'never'] as const;
export type Threshold = (typeof THRESHOLDS)[number];

/** What the user asked for. */
export type Command =
  | { readonly kind: 'check'; readonly options: CheckOptions }
  | { readonly kind: 'explain'; readonly rule: string; readonly language: Language | undefined }
  | { readonly kind: 'rules'; readonly format: 'text' | 'json' | 'markdown'; readonly language: Language | undefined }
  | { readonly kind: 'graph'; readonly format: GraphFormat; readonly by: Grouping; readonly options: CheckOptions }
  | { readonly kind: 'create'; readonly options: CheckOptions }
  | { readonly kind: 'rehearse'; readonly name: string | undefined; readonly format: 'text' | 'json'; readonly options: CheckOptions }
  | { readonly kind: 'lsp' }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'misuse'; readonly message: Message };

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly overrides: Partial<Settings>;
  readonly format: Format;
  readonly output: string | undefined;
  /** Ids of the only rules to run; empty for all. */
  readonly only: readonly string[];
  readonly fix: 'no' | 'write' | 'dry-run';
  readonly failOn: Threshold;
  readonly maxWarnings: number | undefined;
  readonly configuration: string | undefined;
  readonly standardInput: string | undefined;
  readonly since: string | undefined;
  readonly language: Language | undefined;
}

const OPTIONS = {
  kubernetes: { type: 'string' },
  profile: { type: 'string' },
  format: { type: 'string' },
  output: { type: 'string', short: 'o' },
  by: { type: 'string' },
  in: { type: 'string', multiple: true },
  only: { type: 'string', multiple: true },
  fix: { type: 'boolean' },
  'fix-dry-run': { type: 'boolean' },
  'fail-on': { type: 'string' },
  'max-warnings': { type: 'string' },
  lang: { type: 'string' },
  config: { type: 'string' },
  'stdin-filename': { type: 'string' },
  since: { type: 'string' },
  stdio: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

const COMMANDS = ['check', 'explain', 'rules', 'graph', 'rehearse', 'create', 'lsp', 'help'] as const;

/** The options that each command takes, besides --help. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  check: ['kubernetes', 'profile', 'format', 'output', 'only', 'fix', 'fix-dry-run', 'fail-on', 'max-warnings', 'lang', 'config', 'stdin-filename', 'since'],
  explain: ['lang'],
  graph: ['format', 'by', 'output', 'kubernetes', 'profile', 'config', 'lang'],
  rehearse: ['format', 'output', 'in', 'kubernetes', 'profile', 'config', 'lang'],
  create: ['output', 'config', 'lang'],
  rules: ['format', 'lang'],
  lsp: ['stdio'],
  help: [],
};

/** Reads the command line. Whatever is wrong with it comes back as one sentence. */
export function readArguments(words: readonly string[]): Command {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(words);
  } catch (error) {
    return misuse(describeParseError(error as Error));
  }
  const { values, positionals } = parsed;
  if (values.version) return { kind: 'version' };
  const [command, ...rest] = positionals;
  if (values.help || command === undefined || command === 'help') return { kind: 'help' };
  if (!COMMANDS.includes(command as (typeof COMMANDS)[number])) return misuse(describeUnknownCommand(command));
  const wrong = Object.keys(values).find((option) => !TAKES[command]?.includes(option));
  if (wrong) return misuse(message`The command ${command} does not take ${`--${wrong}`}.`);
  const language = values.lang === undefined ? undefined : readLanguage(values.lang);
  if (values.lang !== undefined && !language) return misuse(message`${'--lang'} takes ${['en', 'zh-cn']}, not ${values.lang}.`);
  switch (command) {
    case 'explain':
      return rest.length === 1 ? { kind: 'explain', rule: rest[0] as string, language } : misuse(message`${'explain'} takes the name of one rule.`);
    case 'rules': {
      const format = values.format ?? 'text';
      if (format !== 'text' && format !== 'json' && format !== 'markdown')
        return misuse(message`${'rules --format'} takes ${['text', 'json', 'markdown']}, not ${format}.`);
      return rest.length === 0 ? { kind: 'rules', format, language } : misuse(message`${'rules'} takes no names.`);
    }
    case 'graph': {
      const { format = 'mermaid', by = 'namespace', ...others } = values;
      if (!GRAPH_FORMATS.includes(format as GraphFormat)) return misuse(message`${'graph --format'} takes ${[...GRAPH_FORMATS]}, not ${format}.`);
      if (!GROUPINGS.includes(by as Grouping)) return misuse(message`${'--by'} takes ${GROUPINGS}, not ${by}.`);
      return withOptions(readCheck(others, rest, language), (options) => ({ kind: 'graph', format: format as GraphFormat, by: by as Grouping, options }));
    }
    case 'rehearse': {
      const { format = 'text', in: folders = [], ...others } = values;
      if (format !== 'text' && format !== 'json') return misuse(message`${'rehearse --format'} takes ${['text', 'json']}, not ${format}.`);
      if (rest.length > 1) return misuse(message`${'rehearse'} takes the name of one workload; ${'--in'} says where to look.`);
      return withOptions(readCheck(others, folders, language), (options) => ({ kind: 'rehearse', name: rest[0], format, options }));
    }
    case 'create':
      return withOptions(readCheck(values, rest, language), (options) => ({ kind: 'create', options }));
    case 'lsp':
      return rest.length === 0 ? { kind: 'lsp' } : misuse(message`${'lsp'} takes no paths.`);
    default:
      return readCheck(values, rest, language);
  }
}

function parse(words: readonly string[]) {
  return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true, strict: true });
}

type Values = ReturnType<typeof parse>['values'];

function readCheck(values: Values, paths: readonly string[], language: Language | undefined): Command {
  const range = values.kubernetes === undefined ? undefined : parseRange(values.kubernetes);
  if (range === 'malformed') return misuse(message`${'--kubernetes'} takes a version or a range such as ${'1.29-1.34'}, not ${values.kubernetes ?? ''}.`);
  if (range === 'reversed') return misuse(message`${'--kubernetes'} takes the older version first, not ${values.kubernetes ?? ''}.`);
  if (range === 'unknown') return misuse(message`${'--kubernetes'} takes versions from ${showRange(KNOWN_VERSIONS)}, not ${values.kubernetes ?? ''}.`);
  const { profile, format = 'text', 'fail-on': failOn = 'error' } = values;
  if (profile !== undefined && !isProfile(profile)) return misuse(message`${'--profile'} takes ${['essential', 'recommended', 'production']}, not ${profile}.`);
  if (!FORMATS.includes(format as Format)) return misuse(message`${'--format'} takes ${[...FORMATS]}, not ${format}.`);
  if (!THRESHOLDS.includes(failOn as Threshold)) return misuse(message`${'--fail-on'} takes ${[...THRESHOLDS]}, not ${failOn}.`);
  const maxWarnings = values['max-warnings'];
  if (maxWarnings !== undefined && !/^\d+$/.test(maxWarnings)) return misuse(message`${'--max-warnings'} takes a number, not ${maxWarnings}.`);
  const only = (values.only ?? [])
    .flatMap((list) => list.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (values.only && only.length === 0) return misuse(message`${'--only'} takes the names of rules; ${'seaworthy rules'} lists them all.`);
  const unknown = only.find((name) => ruleNames.find(name).length === 0);
  if (unknown !== undefined) return misuse(describeUnknownRule(unknown));
  if (values.fix && values['fix-dry-run']) return misuse(message`${'--fix'} and ${'--fix-dry-run'} exclude each other.`);
  const standardInput = values['stdin-filename'];
  if (standardInput !== undefined && values.fix)
    return misuse(message`${'--fix'} cannot write to standard input; ${'--fix-dry-run'} shows what it would change.`);
  if (standardInput === '') return misuse(message`The option ${'--stdin-filename'} needs a value.`);
  if (standardInput !== undefined && paths.length > 0) return misuse(message`${'--stdin-filename'} checks standard input alone, not ${paths} as well.`);
  if (paths.includes('-')) return misuse(message`To check standard input, give it a name: ${'--stdin-filename NAME'}.`);
  if (paths.includes('')) return misuse(message`One of the paths is empty.`);
  const kept = new Set(only.flatMap((name) => ruleNames.find(name).map(({ id }) => id)));
  const rules = only.length === 0 ? undefined : new Map(allRules.map(({ id }) => [id, kept.has(id) ? 'on' : 'off'] as const));
  return {
    kind: 'check',
    options: {
      paths: standardInput !== undefined ? [standardInput] : paths.length === 0 ? ['.'] : paths,
      overrides: { ...(range && { kubernetes: range }), ...(isProfile(profile) && { profile }), ...(rules && { rules }) },
      format: format as Format,
      output: values.output,
      only,
      fix: values.fix ? 'write' : values['fix-dry-run'] ? 'dry-run' : 'no',
      failOn: failOn as Threshold,
      maxWarnings: maxWarnings === undefined ? undefined : Number(maxWarnings),
      configuration: values.config,
      standardInput,
      since: values.since,
      language,
    },
  };
}

function withOptions(command: Command, make: (options: CheckOptions) => Command): Command {
  return command.kind === 'check' ? make(command.options) : command;
}

function misuse(said: Message): Command {
  return { kind: 'misuse', message: said };
}

/** What is said about a name that no rule has. */
export function describeUnknownRule(name: string): Message {
  const near = nearestRules(name);
  return near.length > 0 ? message`There is no rule ${name}; did you mean ${near}?` : message`There is no rule ${name}; ${'seaworthy rules'} lists them all.`;
}

function describeUnknownCommand(name: string): Message {
  const near = nearestWords(name, COMMANDS);
  return near.length > 0 ? message`There is no command ${name}; did you mean ${near}?` : message`There is no command ${name}; there are ${[...COMMANDS]}.`;
}

/** A language as people write it: `zh`, `zh_CN`, `en-US`. */
function readLanguage(text: string): Language | undefined {
  const words = text.toLowerCase().replaceAll('_', '-');
  if (isLanguage(words)) return words;
  return /^en(?:-[a-z]{2})?$/.test(words) ? 'en' : /^zh(?:-hans(?:-cn)?|-sg)?$/.test(words) ? 'zh-cn' : undefined;
}

/** Node says which option is wrong in a text for developers; the option's name is what the user needs. */
function describeParseError({ message: said }: Error): Message {
  const option = /'(--?[\w-]+)/.exec(said)?.[1] ?? '';
  if (said.startsWith('Unknown option')) {
    const near = nearestWords(option.replace(/^--?/, ''), Object.keys(OPTIONS)).map((name) => `--${name}`);
    return near.length > 0
      ? message`There is no option ${option}; did you mean ${near}?`
      : message`There is no option ${option}; ${'seaworthy --help'} lists them all.`;
  }
  if (said.includes('argument missing') || said.includes('argument is ambiguous')) return message`The option ${option} needs a value.`;
  if (said.includes('does not take an argument')) return message`The option ${option} takes no value.`;
  return message`The command line cannot be read: ${said}`;
}
