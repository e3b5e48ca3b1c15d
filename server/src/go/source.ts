import type { Located, Span } from '../text/span';
import type { Text } from './text';

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
  /** The patterns of `//go:embed`. */
  readonly embeds: readonly Located<string>[];
  /** Constants of the package whose text this file shows, by name. */
  readonly constants: ReadonlyMap<string, string>;
  readonly listens: readonly Listen[];
  readonly environment: readonly EnvironmentRead[];
  readonly prefixes: readonly EnvironmentPrefix[];
  /** What stands in front of all variables that tags name; undefined for nothing, `*` for what is not known. */
  readonly environmentPrefix: string | undefined;
  readonly flags: readonly FlagDefinition[];
  readonly settings: readonly SettingDefault[];
  readonly viperNames: readonly ViperNames[];
  /** Struct fields that kong or go-flags fill, where the program uses one of them. */
  readonly options: readonly OptionField[];
  /** Struct fields that may hold an address and that no tag for the environment fills. */
  readonly plainFields: readonly PlainField[];
  /** The places that set such fields. */
  readonly fieldValues: readonly FieldValue[];
  readonly results: readonly GoResult[];
  /** Something in the file fills structs by their address. */
  readonly fillsStructs: boolean;
  readonly routes: readonly Route[];
  readonly files: readonly FileUse[];
  readonly connections: readonly Connection[];
  readonly timeZones: readonly Located<string>[];
  /** Single facts, each at the first place that shows it. */
  readonly marks: ReadonlyMap<Mark, Span>;
  /** How long the program waits for requests to end when it is told to stop, in seconds. */
  readonly shutdownTimeouts: readonly Located<number>[];
}

/** What a program does, where the place alone matters. */
export type Mark =
  /** Catches signals: `signal.Notify`, `signal.NotifyContext`. */
  | 'signals'
  /** Ends its servers in order: `Shutdown`, `GracefulStop`. */
  | 'shutdown'
  /** Asks for an `https://` address. */
  | 'tls'
  /** Opens a port at an address that another place gives. */
  | 'listens-unseen'
  /** Serves gRPC. */
  | 'grpc-server'
  /** Serves gRPC's health protocol. */
  | 'grpc-health'
  /** Puts variables of the environment into texts: `os.ExpandEnv`. */
  | 'expands-variables'
  /** Sets gin's mode. */
  | 'gin-mode'
  /** Talks to the API server of the cluster it runs in. */
  | 'in-cluster'
  /** Reads a configuration file that may set what nothing else sets. */
  | 'configuration-file'
  /** viper reads every key from the environment. */
  | 'automatic-environment'
  /** viper is given names of variables in a way that is not understood. */
  | 'environment-names'
  /** Options of kong or go-flags get names or values in a way that is not followed. */
  | 'options-unclear'
  /** Defines flags whose names are not written, or a set of flags of its own. */
  | 'flags-unseen'
  /** Answers every path: a file server, a handler for `/`, a handler for unknown routes, a mounted router. */
  | 'any-route'
  /** Sets the number of threads or the memory limit by itself. */
  | 'own-runtime-limits';

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
  readonly tls: boolean;
  /** The parts of the address, in order; undefined where it is not known. */
  readonly address: Text | undefined;
}

/** The framework of what a manager of controller-runtime opens; an address of `0`, or an empty one, opens nothing. */
export const MANAGER = 'controller-runtime';

export interface EnvironmentRead {
  readonly key: string;
  readonly at: Span;
  readonly fallback: string | undefined;
  /** The program ends where it is not set. */
  readonly required: boolean;
  /** The program asks whether it is set, or has a default. */
  readonly handled: boolean;
  /** The struct field that a tag fills with it. */
  readonly field: string | undefined;
  /** The struct that holds the field, where others may put a prefix in front of its variables. */
  readonly struct?: string | undefined;
  /** The name that is read where `key` is not set. */
  readonly other?: string | undefined;
}

/** A struct's field that puts a prefix in front of the variables of the struct it holds; undefined where that is not known. */
export interface EnvironmentPrefix {
  readonly type: string;
  readonly prefix: string | undefined;
  /** The struct that has the field. */
  readonly within: string | undefined;
}

export interface FlagDefinition {
  readonly name: string;
  readonly at: Span;
  readonly fallback: string | undefined;
  /** `flag` of the standard library, or `pflag` (cobra too). */
  readonly library: 'flag' | 'pflag';
  readonly isBoolean: boolean;
}

/** `viper.SetDefault("port", "8080")`. */
export interface SettingDefault {
  readonly key: string;
  readonly value: string;
  readonly at: Span;
}

export interface PlainField {
  readonly name: string;
  /** A tag tells a decoder to fill it. */
  readonly decoded: boolean;
}

/** A struct's field that an option of the command line fills. */
export interface OptionField {
  readonly field: string;
  /** The option's name, by library; undefined where it takes the field for none. */
  readonly names: { readonly kong: string; readonly 'go-flags': string | undefined };
  readonly short: string | undefined;
  /** The variable that counts where the option is not given, as it is written. */
  readonly key: string | undefined;
  /** Undefined where there is none, or it is not known. */
  readonly fallback: string | undefined;
  /** The default, or where it would stand. */
  readonly at: Span;
}

/** A place that sets a struct's field. */
export interface FieldValue {
  readonly name: string;
  /** The package of the struct, `''` for the file's own; undefined where it is not known. */
  readonly owner: string | undefined;
  /** Undefined where it is not known. */
  readonly value: Text | undefined;
  /** It counts only where the field is empty. */
  readonly isFallback: boolean;
}

/** What a function or method without parameters returns; undefined where it is not known. */
export interface GoResult {
  readonly name: string;
  readonly isMethod: boolean;
  readonly text: Text | undefined;
}

/** What viper makes of a key before it looks in the environment. */
export type ViperNames = { readonly prefix: string } | { readonly replacements: readonly (readonly [from: string, to: string])[] };

/** A path that the program answers. */
export interface Route {
  /** The path with the prefixes of its groups; undefined where one of them is not known. */
  readonly path: string | undefined;
  /** What is written at the place itself. */
  readonly own: string;
  readonly at: Span;
  /** Upper case; undefined for all. */
  readonly method: string | undefined;
  readonly framework: string;
}

/** A server that the program connects to. */
export interface Connection {
  /** What says where it is: a data source name, an address. */
  readonly address: Text;
  readonly at: Span;
}

/** A file that the program opens by a path that is written in the source. */
export interface FileUse {
  readonly kind: 'read' | 'glob' | 'folder' | 'write' | 'make-folder' | 'temporary' | 'sqlite' | 'log';
  /** For `temporary`, the folder; undefined for the system's. */
  readonly path: Text | undefined;
  /** Other places where it may lie instead. */
  readonly alternatives?: readonly Text[] | undefined;
  readonly at: Span;
  /** What opens it: `os.ReadFile`. */
  readonly by: string;
  /** The program ends where it is missing. */
  readonly fatal: boolean;
}
