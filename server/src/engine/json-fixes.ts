import type { Fix } from '../rules/rule';
import { applyEdits, type Edit, plainText } from '../text/edit';
import type { Report } from './report';

/**
 * Fixes are written as YAML, which JSON is a part of. In a file of JSON their texts are written as JSON; a fix that leaves
 * something else all the same is not offered.
 */
export function inJson(report: Report, textOf: (file: string) => string | undefined): Report {
  if (!report.fixes.some(({ edits }) => edits.some(isForJson))) return report;
  const written = report.fixes.map(
    (fix): Fix => ({ ...fix, edits: fix.edits.map((edit) => (isForJson(edit) ? { at: edit.at, text: asJson(plainText(edit)) } : edit)) }),
  );
  return { ...report, fixes: written.filter((fix) => keepsJson(fix, textOf)) };
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

function keepsJson({ edits }: Fix, textOf: (file: string) => string | undefined): boolean {
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
