import type { Located, Span } from '../text/span';

/** What one Go file tells about how its program builds and runs. */
export interface GoSource {
  readonly file: string;
  readonly packageName: string | undefined;
  readonly isTest: boolean;
  /** Declares `func main()` in package main. */
  readonly hasMain: Span | undefined;
  readonly imports: readonly GoImport[];
  /** The expression of `//go:build`; undefined where the file is always built. */
  readonly buildConstraint: string | undefined;
  readonly listens: readonly Listen[];
  readonly environment: readonly EnvironmentRead[];
  /** A call that catches signals, such as `signal.NotifyContext`. */
  readonly catchesSignals: Span | undefined;
}

export interface GoImport extends Located<string> {
  /** The local name; the last part of the path where none is given, `_` for a blank import. */
  readonly name: string;
}

/** A call that opens a port, and the address it is given. */
export interface Listen {
  /** The address where one is written, otherwise the call. */
  readonly at: Span;
  readonly call: Span;
  /** What opens the port: `net/http`, `gin`, `echo`, `fiber`, `net` … */
  readonly framework: string;
  /** The parts of the address, in order; undefined where it is not known. */
  readonly address: Text | undefined;
}

/** A text that is put together from constants and from values that are only known when the program runs. */
export type Text = readonly TextPart[];

export type TextPart =
  | { readonly kind: 'constant'; readonly text: string }
  | { readonly kind: 'environment'; readonly key: string; readonly fallback: string | undefined }
  | { readonly kind: 'flag'; readonly name: string; readonly fallback: string };

export interface EnvironmentRead {
  readonly key: string;
  readonly at: Span;
  readonly fallback: string | undefined;
}

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

/**
 * What an address means. An environment variable or flag counts with its default; `values` gives the environment that
 * is known to be set (from a manifest or image).
 */
export function readAddress(text: Text, values: ReadonlyMap<string, string> = new Map()): Address {
  let whole = '';
  let environment: string | undefined;
  let flag: string | undefined;
  for (const part of text) {
    if (part.kind === 'constant') whole += part.text;
    else if (part.kind === 'flag') {
      flag = part.name;
      whole += part.fallback;
    } else {
      environment = part.key;
      const value = values.get(part.key) ?? part.fallback;
      // Whether host or port depends on it shows in what stands around it.
      if (value === undefined) return { host: hostOf(whole), port: undefined, environment, flag };
      whole += value;
    }
  }
  const colon = whole.lastIndexOf(':');
  if (colon < 0) return { host: undefined, port: undefined, environment, flag };
  const digits = whole.slice(colon + 1);
  const port = digits === '' ? 0 : /^\d{1,5}$/.test(digits) ? Number(digits) : NAMED_PORTS.get(digits);
  return { host: hostOf(whole), port, environment, flag };
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
