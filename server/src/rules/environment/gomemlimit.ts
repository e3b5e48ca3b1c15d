/**
 * The bytes that the Go runtime reads out of GOMEMLIMIT; undefined where it stops with `malformed GOMEMLIMIT`. `off` and
 * nothing are no limit (runtime/mgcpacer.go, readGOMEMLIMIT; runtime/string.go, parseByteCount).
 */
export function readMemoryLimit(text: string): number | undefined {
  if (text === '' || text === 'off') return Number.POSITIVE_INFINITY;
  const match = /^(\d+)(?:([KMGT])i)?B$|^(\d+)$/.exec(text);
  if (!match) return undefined;
  const [, digits, unit, bare] = match;
  const bytes = Number(bare ?? digits) * 1024 ** (unit === undefined ? 0 : ' KMGT'.indexOf(unit));
  return bytes < 2 ** 63 ? bytes : undefined;
}

/** Writes bytes for GOMEMLIMIT, in whole MiB where that loses nothing of weight. */
export function writeMemoryLimit(bytes: number): string {
  const mebibytes = Math.floor(bytes / 1024 ** 2);
  return mebibytes >= 1 ? `${mebibytes}MiB` : `${Math.floor(bytes)}B`;
}
