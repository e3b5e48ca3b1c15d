/** The list that `go mod vendor` leaves in the folder vendor. */
export interface VendorList {
  readonly file: string;
  /** The modules that go.mod required when it was made, with their versions: the only ones that must agree with it. */
  readonly explicit: ReadonlyMap<string, string>;
}

/** Reads a vendor/modules.txt. Never throws; undefined for a text that is none, and for those of Go before 1.14, which mark nothing. */
export function readVendorList(file: string, text: string): VendorList | undefined {
  const explicit = new Map<string, string>();
  let module: readonly [path: string, version: string] | undefined;
  for (const line of text.split(/\r?\n/)) {
    const named = /^# (\S+)(?: (v\S+))?(?: =>.*)?$/.exec(line);
    if (named) module = named[2] === undefined ? undefined : [named[1] as string, named[2]];
    else if (/^## (?:.*;\s*)?explicit\b/.test(line) && module) explicit.set(...module);
    // A list of several modules, which go.work takes in.
    else if (/^## workspace\b/.test(line)) return undefined;
  }
  return explicit.size > 0 ? { file, explicit } : undefined;
}
