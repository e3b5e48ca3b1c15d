import type { EnvironmentRead, GoSource, ViperNames } from '../go/source';
import type { Text, TextPart } from '../go/text';

/** What the packages of one program say about each other's names. */
export interface ProgramNames {
  /** The text of a package's constant; undefined where the package is not the program's own. */
  readonly constant: (importPath: string, name: string) => string | undefined;
  /** The variable that fills a struct's field, where all tags and fields of that name agree on one. */
  readonly field: (name: string) => EnvironmentRead | undefined;
  /** What viper answers for a key: its default, and the variable that wins over it. */
  readonly setting: (key: string) => TextPart | undefined;
}

/** Puts in what other files of the program say; undefined where they do not. */
export function resolveText(text: Text | undefined, ownPath: string | undefined, names: ProgramNames): Text | undefined {
  if (!text?.some(({ kind }) => kind === 'reference' || kind === 'field' || kind === 'setting')) return text;
  const parts: TextPart[] = [];
  for (const part of text) {
    const resolved = resolvePart(part, ownPath, names);
    if (!resolved) return undefined;
    parts.push(resolved);
  }
  return parts;
}

function resolvePart(part: TextPart, ownPath: string | undefined, names: ProgramNames): TextPart | undefined {
  switch (part.kind) {
    case 'reference': {
      const path = part.package === '' ? ownPath : part.package;
      const constant = path === undefined ? undefined : names.constant(path, part.name);
      return constant === undefined ? undefined : { kind: 'constant', text: constant };
    }
    case 'field': {
      const read = names.field(part.name);
      return read && { kind: 'environment', key: read.key, other: read.other, fallback: read.fallback, at: read.at };
    }
    case 'setting':
      return names.setting(part.key);
    default:
      return part;
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
  const plain = new Set<string>();
  const defaults = new Map<string, string[]>();
  let isAutomatic = false;
  let hasFile = false;
  for (const source of sources) {
    const path = pathOf(source);
    for (const [name, value] of source.constants) constants.set(`${path} ${name}`, value);
    for (const read of environment.get(source) ?? []) if (read.field) reads.set(read.field, [...(reads.get(read.field) ?? []), read]);
    for (const name of source.plainFields) plain.add(name);
    for (const { key, value } of source.settings) defaults.set(key, [...(defaults.get(key) ?? []), value]);
    isAutomatic ||= source.marks.has('automatic-environment');
    hasFile ||= source.marks.has('configuration-file') || source.imports.some(({ value }) => value === 'github.com/spf13/viper/remote');
  }
  const usesNames = sources.some(({ marks }) => marks.has('environment-names'));
  const changes = sources.flatMap(({ viperNames }) => viperNames);
  return {
    constant: (path, name) => constants.get(`${path} ${name}`),
    field: (name) => {
      const [only, ...others] = reads.get(name) ?? [];
      return others.length > 0 || plain.has(name) ? undefined : only;
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
