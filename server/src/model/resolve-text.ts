import { OPTION_LIBRARIES } from '../go/options';
import type { EnvironmentRead, GoSource, ViperNames } from '../go/source';
import { type Text, type TextPart, withFallback } from '../go/text';

/** What the packages of one program say about each other's names. */
export interface ProgramNames {
  /** The text of a package's constant; undefined where the package is not the program's own. */
  readonly constant: (importPath: string, name: string) => string | undefined;
  /** What fills a struct's field, where all tags, fields and settings of that name agree on one. */
  readonly field: (name: string) => Text | undefined;
  /** What a function or method without parameters returns; a method has no path. */
  readonly result: (importPath: string | undefined, name: string) => Text | undefined;
  /** What viper answers for a key: its default, and the variable that wins over it. */
  readonly setting: (key: string) => TextPart | undefined;
}

/** Fields that are set to other fields, and so on. */
const MAX_STEPS = 6;

/** Puts in what other files of the program say; undefined where they do not. */
export function resolveText(text: Text | undefined, ownPath: string | undefined, names: ProgramNames, steps = 0): Text | undefined {
  if (!text?.some(({ kind }) => kind === 'reference' || kind === 'field' || kind === 'setting' || kind === 'result')) return text;
  if (steps > MAX_STEPS) return undefined;
  const parts: TextPart[] = [];
  for (const part of text) {
    const resolved = resolvePart(part, ownPath, names);
    // What a field or result stands for may hold others of its own.
    const whole = part.kind === 'field' || part.kind === 'result' ? resolveText(resolved, ownPath, names, steps + 1) : resolved;
    if (!whole) return undefined;
    parts.push(...whole);
  }
  return parts;
}

function resolvePart(part: TextPart, ownPath: string | undefined, names: ProgramNames): Text | undefined {
  switch (part.kind) {
    case 'reference': {
      const path = part.package === '' ? ownPath : part.package;
      const constant = path === undefined ? undefined : names.constant(path, part.name);
      return constant === undefined ? undefined : [{ kind: 'constant', text: constant }];
    }
    case 'field':
      return names.field(part.name);
    case 'result':
      return names.result(part.package === '' ? ownPath : part.package, part.name);
    case 'setting': {
      const setting = names.setting(part.key);
      return setting && [setting];
    }
    default:
      return [part];
  }
}

/** Builds the answers from a program's files. `pathOf` is the import path of a file's package. */
export function programNames(
  sources: readonly GoSource[],
  pathOf: (source: GoSource) => string | undefined,
  environment: ReadonlyMap<GoSource, readonly EnvironmentRead[]>,
): ProgramNames {
  const constants = new Map<string, string>();
  const reads = new Map<string, EnvironmentRead[]>();
  const defaults = new Map<string, string[]>();
  let isAutomatic = false;
  let hasFile = false;
  for (const source of sources) {
    const path = pathOf(source);
    for (const [name, value] of source.constants) constants.set(`${path} ${name}`, value);
    for (const read of environment.get(source) ?? []) if (read.field) reads.set(read.field, [...(reads.get(read.field) ?? []), read]);
    for (const { key, value } of source.settings) defaults.set(key, [...(defaults.get(key) ?? []), value]);
    isAutomatic ||= source.marks.has('automatic-environment');
    hasFile ||= source.marks.has('configuration-file') || source.imports.some(({ value }) => value === 'github.com/spf13/viper/remote');
  }
  const usesNames = sources.some(({ marks }) => marks.has('environment-names'));
  const changes = sources.flatMap(({ viperNames }) => viperNames);
  const fields = fieldTexts(sources, reads, pathOf);
  return {
    constant: (path, name) => constants.get(`${path} ${name}`),
    field: fields,
    result: (path, name) => {
      const found = sources.flatMap((source) => (path === undefined || pathOf(source) === path ? source.results.map((one) => ({ ...one, source })) : []));
      const [only, ...others] = found.filter((one) => one.name === name && one.isMethod === (path === undefined));
      return only && others.length === 0 ? qualified(only.text, pathOf(only.source)) : undefined;
    },
    setting: (key) => {
      const [only, ...others] = defaults.get(key) ?? [];
      // A configuration file may say anything.
      const variable = usesNames ? undefined : variableOf(key, changes);
      if (others.length > 0 || hasFile || (isAutomatic && (variable === undefined || !/^\w+$/.test(variable)))) return undefined;
      if (isAutomatic && variable !== undefined) return { kind: 'environment', key: variable, fallback: only };
      return only === undefined ? undefined : { kind: 'constant', text: only };
    },
  };
}

/** The variable that viper looks for: the prefix and the key in capitals, and then what the replacer makes of it (viper, `getEnv`). */
function variableOf(key: string, changes: readonly ViperNames[]): string | undefined {
  const prefixes = changes.flatMap((change) => ('prefix' in change ? change.prefix : []));
  const [replacements = [], ...others] = changes.flatMap((change) => ('replacements' in change ? [change.replacements] : []));
  if (prefixes.length > 1 || others.length > 0) return undefined;
  const name = (prefixes[0] ? `${prefixes[0]}_${key}` : key).toUpperCase();
  return replacements.reduce((text, [from, to]) => (from === '' ? text : text.replaceAll(from, to)), name);
}

/** What fields stand for: the variable that a tag names, or the one expression that the program puts there. */
function fieldTexts(
  sources: readonly GoSource[],
  reads: ReadonlyMap<string, readonly EnvironmentRead[]>,
  pathOf: (source: GoSource) => string | undefined,
): ProgramNames['field'] {
  const paths = new Set(sources.map(pathOf));
  const [library, ...otherLibraries] = (['kong', 'go-flags'] as const).filter((one) =>
    sources.some(({ imports }) => imports.some(({ value }) => value.split('/').at(-1) === one && OPTION_LIBRARIES.includes(value))),
  );
  const isUnclear = otherLibraries.length > 0 || sources.some(({ marks }) => marks.has('options-unclear'));
  return (name) => {
    const plain = sources.flatMap((source) => source.plainFields.filter((field) => field.name === name).map((field) => ({ ...field, source })));
    const values = sources.flatMap((source) => source.fieldValues.filter((one) => one.name === name).map((one) => ({ ...one, source })));
    // A struct of somebody else has a field of that name too.
    const own = values.filter(({ owner }) => owner === undefined || owner === '' || paths.has(owner));
    const [read, ...otherReads] = reads.get(name) ?? [];
    const [option, ...otherOptions] = library ? sources.flatMap(({ options }) => options.filter(({ field }) => field === name)) : [];
    const flag = library && option?.names[library];
    if (option && flag !== undefined) {
      // Without a variable, the field looks like a plain one; with one, like one that it fills.
      const others = otherOptions.length + own.length + (option.key === undefined ? plain.length - 1 + (read ? 1 : 0) : plain.length + otherReads.length);
      if (others > 0 || isUnclear || option.fallback === undefined) return undefined;
      return [{ kind: 'flag', name: flag, short: option.short, key: option.key, fallback: option.fallback, at: option.at }];
    }
    if (read) {
      const part = { kind: 'environment', key: read.key, other: read.other, fallback: read.fallback, at: read.at } as const;
      return otherReads.length > 0 || plain.length > 0 || own.length > 0 ? undefined : [part];
    }
    const [declared, ...otherFields] = plain;
    const isFilled = [...own, ...plain].some(({ source }) => source.fillsStructs);
    if (!declared || otherFields.length > 0 || declared.decoded || isFilled || own.some(({ owner }) => owner === undefined)) return undefined;
    const set = own.filter(({ isFallback }) => !isFallback);
    const fallbacks = own.filter(({ isFallback }) => isFallback);
    const [value, ...otherValues] = set;
    const [fallback, ...otherFallbacks] = fallbacks;
    if (!value || otherValues.length > 0 || otherFallbacks.length > 0) return undefined;
    const text = qualified(value.value, pathOf(value.source));
    return fallback ? withFallback(text, fallback.value) : text;
  };
}

/** Names of a file's own package, said with its path, so that they mean the same elsewhere. */
function qualified(text: Text | undefined, path: string | undefined): Text | undefined {
  return text?.map((part) =>
    (part.kind === 'reference' || part.kind === 'result') && part.package === '' && path !== undefined ? { ...part, package: path } : part,
  );
}
