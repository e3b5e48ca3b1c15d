import type { Report } from '../engine/report';
import { applyEdits, collide, type Edit } from '../text/edit';
import type { Loaded } from '../workspace/load';

/** Fixes may make others possible; more rounds than this means that two of them undo each other. */
const MAX_ROUNDS = 10;

/**
 * Applies the safe fixes of the wanted files in memory, round by round until none is left. Returns the new texts of the
 * files that changed. Two fixes that touch the same text wait for different rounds.
 */
export function applySafeFixes({ analysis, targets, notUtf8 }: Loaded): Map<string, string> {
  const changed = new Map<string, string>();
  const wanted = new Set(targets.filter((file) => !notUtf8.has(file)));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const chosen = chooseFixes(
      targets.flatMap((file) => analysis.reportsOf(file)),
      wanted,
    );
    if (chosen.length === 0) break;
    for (const file of new Set(chosen.map(({ at }) => at.file))) {
      const text = applyEdits(
        analysis.textOf(file) ?? '',
        chosen.filter(({ at }) => at.file === file),
      );
      analysis.setFile(file, text);
      changed.set(file, text);
    }
  }
  return changed;
}

function chooseFixes(reports: readonly Report[], wanted: ReadonlySet<string>): Edit[] {
  const chosen: Edit[] = [];
  for (const { fixes } of reports) {
    const fix = fixes.find(({ safe }) => safe);
    if (!fix || fix.edits.some(({ at }) => !wanted.has(at.file)) || collide(fix.edits, chosen)) continue;
    chosen.push(...fix.edits);
  }
  return chosen;
}
