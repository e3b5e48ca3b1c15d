import type { Span } from '../text/span';

/** A text that is put together from constants and from values that are only known when the program runs. */
export type Text = readonly TextPart[];

export type TextPart =
  /** `at` is the inside of the literal it is written in; undefined where it comes from somewhere else. */
  | { readonly kind: 'constant'; readonly text: string; readonly at?: Span | undefined }
  /** `other` is the name that counts where `key` is not set. */
  | {
      readonly kind: 'environment';
      readonly key: string;
      readonly other?: string | undefined;
      readonly fallback: string | undefined;
      readonly at?: Span | undefined;
    }
  /** `short` is another name of the flag, `key` the variable that counts where it is not given. */
  | {
      readonly kind: 'flag';
      readonly name: string;
      readonly short?: string | undefined;
      readonly key?: string | undefined;
      readonly fallback: string;
      readonly at?: Span | undefined;
    }
  /** A constant of a package, that another file holds; the package is an import path, or `''` for its own. */
  | { readonly kind: 'reference'; readonly package: string; readonly name: string }
  /** A struct's field, which a tag may fill. */
  | { readonly kind: 'field'; readonly name: string }
  /** What a function without parameters returns, that another file holds; a method has no package. */
  | { readonly kind: 'result'; readonly package: string | undefined; readonly name: string }
  /** A key of viper. */
  | { readonly kind: 'setting'; readonly key: string };

/** Where a program listens, as far as its address tells. */
export interface Address {
  /** `''` for all interfaces; undefined where it is not known. */
  readonly host: string | undefined;
  /** Undefined where it is not known; 0 lets the system choose. */
  readonly port: number | undefined;
  /** The environment variable that decides the port; `port` is then its default. */
  readonly environment: string | undefined;
  /** The command-line flag that decides the address; `host` and `port` are then its default. */
  readonly flag: string | undefined;
}

/** What is known of the surroundings of a program when it starts. */
export interface Values {
  readonly environment?: ReadonlyMap<string, string> | undefined;
  readonly flags?: ReadonlyMap<string, string> | undefined;
}

/** A text with what is known put in; undefined where a part is not known. An environment variable without value is unknown. */
export function valueOf(text: Text, { environment, flags }: Values = {}): string | undefined {
  let whole = '';
  for (const part of text) {
    const value =
      part.kind === 'constant'
        ? part.text
        : part.kind === 'environment'
          ? (environment?.get(part.key) ?? (part.other === undefined ? undefined : environment?.get(part.other)) ?? part.fallback)
          : part.kind === 'flag'
            ? (flags?.get(part.name) ??
              (part.short === undefined ? undefined : flags?.get(part.short)) ??
              (part.key === undefined ? undefined : environment?.get(part.key)) ??
              part.fallback)
            : undefined;
    if (value === undefined) return undefined;
    whole += value;
  }
  return whole;
}

/** What an address means. An environment variable or flag counts with its default where `values` does not set it. */
export function readAddress(text: Text, values: Values = {}): Address {
  const environment = text.flatMap((part) => (part.kind === 'environment' ? chosenKey(part, values) : part.kind === 'flag' ? (part.key ?? []) : [])).at(-1);
  const flag = text.findLast((part) => part.kind === 'flag')?.name;
  const whole = valueOf(text, values);
  if (whole === undefined) return { host: hostOf(knownStart(text)), port: undefined, environment, flag };
  const colon = whole.lastIndexOf(':');
  if (colon < 0) return { host: undefined, port: undefined, environment, flag };
  const digits = whole.slice(colon + 1);
  const port = digits === '' ? 0 : /^\d{1,5}$/.test(digits) ? Number(digits) : NAMED_PORTS.get(digits);
  return { host: hostOf(whole), port, environment, flag };
}

/** The variable that decides: the second name where only that is set. */
function chosenKey({ key, other }: Extract<TextPart, { kind: 'environment' }>, { environment }: Values): string {
  return other !== undefined && environment?.has(other) && !environment.has(key) ? other : key;
}

/** What stands in front of the first part that is not known. */
function knownStart(text: Text): string {
  let start = '';
  for (const part of text) {
    if (part.kind !== 'constant') break;
    start += part.text;
  }
  return start;
}

/** Service names that Go's resolver knows without a file. */
const NAMED_PORTS = new Map([
  ['http', 80],
  ['https', 443],
]);

function hostOf(address: string): string | undefined {
  const colon = address.lastIndexOf(':');
  return colon < 0 ? undefined : address.slice(0, colon).replace(/^\[|\]$/g, '');
}

/** True for a host that only the same network namespace can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** `text` where its variable is set, `fallback` where it is not: the two must differ in that variable alone. */
export function withFallback(text: Text | undefined, fallback: Text | undefined): Text | undefined {
  if (!text || fallback?.some((part) => part.kind !== 'constant') !== false) return undefined;
  const variables = text.filter((part) => part.kind === 'environment');
  const [variable] = variables;
  if (variables.length !== 1 || variable?.kind !== 'environment' || variable.fallback !== undefined) return undefined;
  const place = text.indexOf(variable);
  if (text.some((part) => part !== variable && part.kind !== 'constant')) return undefined;
  const say = (parts: Text) => parts.map((part) => (part as { text: string }).text).join('');
  const [before, after, whole] = [say(text.slice(0, place)), say(text.slice(place + 1)), say(fallback)];
  if (!whole.startsWith(before) || !whole.endsWith(after) || whole.length < before.length + after.length) return undefined;
  return text.map((part) => (part === variable ? { ...variable, fallback: whole.slice(before.length, whole.length - after.length) } : part));
}
