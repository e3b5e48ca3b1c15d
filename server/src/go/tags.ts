import { isOptionTag } from './options';
import type { EnvironmentPrefix, EnvironmentRead, PlainField } from './source';

/**
 * Struct fields that libraries fill from the environment, by their tags: `env:"PORT" envDefault:"8080"` (caarlos0/env),
 * `env:"PORT" env-default:"8080"` (cleanenv), `envconfig:"PORT" default:"8080"` (kelseyhightower/envconfig).
 */
export function readTags(file: string, text: string, prefix: string): EnvironmentRead[] {
  const reads: EnvironmentRead[] = [];
  for (const match of text.matchAll(/^[ \t]*(\w+)[ \t]+[\w.*[\]]+[ \t]+`([^`\n]*\benv(?:config)?:"[^`\n]*)`/gm)) {
    const [whole, field, tag = ''] = match;
    const own = /\benv(config)?:"([A-Za-z_]\w*)([^"]*)"/.exec(tag);
    if (!own) continue;
    const isOption = isOptionTag(tag) && own[3] === '' && !/\benv-?(?:required|[dD]efault):"/.test(tag);
    const fallback = (own[1] || isOption ? /\bdefault:"([^"]*)"/ : /\benv-?[dD]efault:"([^"]*)"|\benv:"\w+,[^"]*\bdefault=([^",]*)/)
      .exec(tag)
      ?.slice(1)
      .find((one) => one !== undefined);
    // An option of the command line can be given there instead.
    const required = !isOption && (/\brequired\b/.test(own[3] ?? '') || /\b(?:required|env-required):"true"/.test(tag) || /\bnotEmpty\b/.test(own[3] ?? ''));
    const start = match.index + whole.indexOf(own[2] as string, whole.indexOf(own[0]));
    const key = own[1] ? prefix + (own[2] as string).toUpperCase() : (own[2] as string);
    const at = { file, start, end: start + (own[2] as string).length };
    // envconfig looks for the name without its prefix too.
    const other = own[1] && prefix !== '' ? (own[2] as string).toUpperCase() : undefined;
    reads.push({ key, other, at, fallback, required, handled: fallback !== undefined, field, struct: structAt(text, match.index) });
  }
  return reads;
}

/**
 * The variables of `envconfig.Process("app", &settings)` for fields without a name of their own: the prefix and the field's
 * name, in capitals (kelseyhightower/envconfig, `gatherInfo`). The struct must stand in the same file.
 */
export function readPlainTags(file: string, text: string, prefix: string, variable: string): EnvironmentRead[] {
  const type = new RegExp(`\\b${variable}\\b\\s*(?::=|=)?\\s*&?(?:new\\()?([A-Z]?\\w+)\\s*(?:\\{|\\)|\\n|$)`).exec(text)?.[1];
  const start = type === undefined ? -1 : text.search(new RegExp(`^type ${type} struct \\{`, 'm'));
  if (start < 0) return [];
  const body = text.slice(start, text.indexOf('\n}', start));
  return [...body.matchAll(/^[ \t]+([A-Z]\w*)[ \t]+((?:\[\])?\w+(?:\.Duration)?)[ \t]*(`[^`\n]*`)?[ \t]*(?:\/\/.*)?$/gm)].flatMap((match) => {
    const [whole, field = '', fieldType = '', tag = ''] = match;
    // A struct of the program's own has fields of its own.
    if (/\benvconfig:"|\bignored:"true"/.test(tag) || !/^(?:\[\])?(?:string|bool|u?int\d*|float\d+|time\.Duration)$/.test(fieldType)) return [];
    const name = /\bsplit_words:"true"/.test(tag) ? field.replace(/([a-z0-9])([A-Z])/g, '$1_$2') : field;
    const at = start + match.index + whole.indexOf(field);
    const fallback = /\bdefault:"([^"]*)"/.exec(tag)?.[1];
    return [
      {
        key: prefix + name.toUpperCase(),
        at: { file, start: at, end: at + field.length },
        fallback,
        required: /\brequired:"true"/.test(tag),
        handled: fallback !== undefined,
        field,
      },
    ];
  });
}

/** Fields that may hold an address and that no tag fills: with one of those, a field's name is no proof of where it comes from. */
export function readPlainFields(text: string): PlainField[] {
  const fields: PlainField[] = [];
  for (const match of text.matchAll(
    /^[ \t]+(\w*(?:[pP]ort|[aA]ddr|[hH]ost|[lL]isten|[bB]ind)\w*)[ \t]+(?:string|u?int\d*)[ \t]*(?:`[^`\n]*`)?[ \t]*(?:\/\/.*)?$/gm,
  )) {
    const name = match[1] as string;
    if (!/\benv(?:config)?:"/.test(match[0])) fields.push({ name, decoded: /`[^`]*:"/.test(match[0]) });
  }
  return fields;
}

/**
 * Fields that put something in front of the variables of the struct they hold: `envPrefix:"HTTP_"` (caarlos0/env),
 * `env-prefix:"HTTP_"` (cleanenv), `env:", prefix=HTTP_"` (sethvargo/go-envconfig).
 */
export function readPrefixes(text: string): EnvironmentPrefix[] {
  return [...nestedStructs(text), ...writtenPrefixes(text)];
}

/** kelseyhightower/envconfig puts the name of a field in front of those of the struct it holds, and knows them without as well. */
function nestedStructs(text: string): EnvironmentPrefix[] {
  if (!text.includes('kelseyhightower/envconfig')) return [];
  const types = [...text.matchAll(/^type (\w+) struct \{/gm)].map((match) => match[1] as string);
  return types
    .filter((type) => new RegExp(`^[ \\t]+\\w+[ \\t]+\\*?${type}\\b`, 'm').test(text))
    .map((type) => ({ type, prefix: undefined, within: undefined }));
}

function writtenPrefixes(text: string): EnvironmentPrefix[] {
  if (!/[pP]refix[:=]/.test(text)) return [];
  const pattern =
    /^[ \t]*(?:\w+[ \t]+)?((?:\[\]|\*)*)((?:\w+\.)?\w+)[ \t]+`[^`\n]*(?:\benv-?[pP]refix:"([^"`\n]*)"|\benv:",[^"`\n]*\bprefix=([^",`\n]*))[^`\n]*`/gm;
  return [...text.matchAll(pattern)].map((match) => {
    const [, shape = '', type = '', first, second] = match;
    // Those of a list are numbered.
    const prefix = shape.includes('[') ? undefined : (first ?? second);
    return { type: type.slice(type.indexOf('.') + 1), prefix, within: structAt(text, match.index) };
  });
}

/** The struct type in whose declaration a place of the text lies. */
function structAt(text: string, place: number): string | undefined {
  const before = text.slice(0, place);
  const start = before.lastIndexOf('\ntype ');
  const type = start < 0 ? null : /^\ntype (\w+)(?:\[[^\]\n]*\])? struct \{/.exec(before.slice(start));
  return type && !before.slice(start).includes('\n}') ? type[1] : undefined;
}
