import type { OptionField } from './source';

/** Libraries that fill structs from the command line, by tags: `Port int `default:"8080" env:"PORT" help:"…"``. */
export const OPTION_LIBRARIES: readonly string[] = ['github.com/alecthomas/kong', 'github.com/jessevdk/go-flags'];

/** What no other library's tags have. */
const SIGNS = /\b(?:help|long|short|placeholder|description|cmd|group|enum):"/;

/** True for a tag of kong or go-flags. */
export function isOptionTag(tag: string): boolean {
  return SIGNS.test(tag);
}

/** Something changes the names of options, or gives them values, in a way that is not followed. */
export const UNCLEAR_OPTIONS =
  /\b(?:envprefix|env-namespace|namespace|prefix):"|\bkong\.(?:DefaultEnvars|Configuration|Resolvers|Vars|FlagNamer|KindMapper|NamedMapper|TypeMapper|ValueMapper)\b|\bflags\.(?:NewIniParser|IniParse)\(/;

/**
 * Fields that options of the command line fill (kong, `tag.go` and `build.go`; go-flags, `group.go`). go-flags needs a `long`
 * or `short`, kong makes a name of the field's.
 */
export function readOptions(file: string, text: string): OptionField[] {
  if (!/\b(?:default|long|env):"/.test(text)) return [];
  const options: OptionField[] = [];
  for (const match of text.matchAll(/^[ \t]*([A-Z]\w*)[ \t]+(?:string|u?int\d*)[ \t]+`([^`\n]*)`/gm)) {
    const [whole, field = '', tag = ''] = match;
    const given = (name: string) => new RegExp(`(?:^|\\s)${name}:"([^"]*)"`).exec(tag)?.[1];
    const long = given('long');
    const short = given('short');
    const variable = given('env');
    // Fields that a decoder fills too, and arguments without a name.
    if (
      !/(?:^|\s)(?:default|long|short|env|help|name):"/.test(tag) ||
      /(?:^|\s)(?:json|ya?ml|toml|mapstructure|koanf|db|form|arg|positional-\w+|cmd):"/.test(tag)
    )
      continue;
    const fallback = given('default');
    const isPlain = (variable === undefined || /^[A-Za-z_]\w*$/.test(variable)) && (tag.match(/\bdefault:"/g)?.length ?? 0) < 2;
    const value = (whole.match(/\bdefault:"/)?.index ?? 0) + 'default:"'.length;
    options.push({
      field,
      names: { kong: given('name') ?? dashed(field), 'go-flags': long ?? short },
      short,
      key: variable,
      fallback: fallback === undefined || !isPlain || fallback.includes('${') ? undefined : fallback,
      at: { file, start: match.index + value, end: match.index + value + (fallback?.length ?? 0) },
    });
  }
  return options;
}

/** The name of a flag that kong makes of a field's: its words in small letters. */
function dashed(field: string): string {
  return field
    .replace(/([a-z])([A-Z0-9])|([0-9])([A-Za-z])|([A-Z])(?=[A-Z][a-z])|([A-Z])(?=[0-9])/g, (_, a, b, c, d, e, f) =>
      a ? `${a}-${b}` : c ? `${c}-${d}` : `${e ?? f}-`,
    )
    .toLowerCase();
}
