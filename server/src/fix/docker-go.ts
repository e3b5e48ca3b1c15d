import type { Edit } from '../text/edit';
import { type Span, startOf } from '../text/span';

/** A `go build` as far as an edit of its line needs it. */
export interface BuildLine {
  /** The words `go build`. */
  readonly at: Span;
  readonly cgoSetting: { readonly value: '0' | '1' | undefined; readonly at: Span | undefined } | undefined;
}

/** Switches cgo on or off for a build: at the place that sets it, or in front of the command. */
export function setCgo({ at, cgoSetting }: BuildLine, on: boolean): Edit[] {
  const value = on ? '1' : '0';
  const written = cgoSetting?.at;
  // Only the digit changes: the setting may be `CGO_ENABLED=1`, `1` or `"1"`.
  if (written && cgoSetting.value !== undefined) {
    const end = written.end;
    return [{ at: { file: written.file, start: end - 1, end }, text: value }];
  }
  return [{ at: startOf(at), text: `CGO_ENABLED=${value} ` }];
}
