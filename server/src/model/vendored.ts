import type { Requirement } from '../go/module';
import type { VendorList } from '../go/vendor-list';

/** What `go build` refuses (cmd/go, modload/vendor.go, `checkVendorConsistency`). */
export interface VendorMismatch {
  readonly path: string;
  /** What go.mod requires; undefined where it does not. */
  readonly required: Requirement | undefined;
  /** What the list marks as required; undefined where it does not. */
  readonly vendored: string | undefined;
}

export function vendorMismatches(requires: readonly Requirement[], { explicit }: VendorList): VendorMismatch[] {
  const named = new Set(requires.map(({ path }) => path));
  return [
    ...requires.flatMap((required) => {
      const vendored = explicit.get(required.path);
      return vendored === required.version ? [] : [{ path: required.path, required, vendored }];
    }),
    ...[...explicit].flatMap(([path, vendored]) => (named.has(path) ? [] : [{ path, required: undefined, vendored }])),
  ];
}
