import { applyEdits, type Edit, plainText } from '../text/edit';

/**
 * Fixes and other changes are written as YAML, which JSON is a part of. In a file of JSON their texts are written as JSON;
 * what leaves something else all the same is not offered.
 */
export function inJson<T extends Changes>(changes: readonly T[], textOf: (file: string) => string | undefined): readonly T[] {
  if (!changes.some(({ edits }) => edits.some(isForJson))) return changes;
  return changes
    .map((one) => ({ ...one, edits: one.edits.map((edit) => (isForJson(edit) ? { at: edit.at, text: asJson(plainText(edit)) } : edit)) }))
    .filter((written) => keepsJson(written, textOf));
}

interface Changes {
  readonly edits: readonly Edit[];
}

function isForJson({ at }: Edit): boolean {
  return /\.json$/i.test(at.file);
}

/** YAML in flow style with its plain texts in quotes. Numbers and words that are no texts stay as they are. */
function asJson(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|:(?=\s|$)|[^\s,[\]{}"](?:(?!:\s|:$)[^,[\]{}"\n])*/g, (found) => {
    const plain = found.trimEnd();
    const stays = /^(?:".*|:|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)$/.test(plain);
    return stays ? found : JSON.stringify(plain) + found.slice(plain.length);
  });
}

function keepsJson({ edits }: Changes, textOf: (file: string) => string | undefined): boolean {
  const own = edits.filter(isForJson);
  return [...new Set(own.map(({ at }) => at.file))].every((file) => {
    const text = textOf(file);
    return (
      text !== undefined &&
      isReadable(
        applyEdits(
          text,
          own.filter(({ at }) => at.file === file),
        ),
      )
    );
  });
}

function isReadable(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}
