import { buildDocument, NOWHERE, type SourceDocument } from '../model/document';
import { applyEdits, collide, type Edit } from '../text/edit';
import { readYaml } from '../yaml/read';
import type { Report } from './report';

/**
 * A document as it is once the slips in it are mended: what is not said of that is only said because of them. Undefined
 * where there are none, or nothing beside them.
 */
export function withSlipsMended({ file, source, classification }: SourceDocument, reports: readonly Report[]): SourceDocument | undefined {
  const slips = reports.filter(({ slip, hidden }) => slip && !hidden);
  if (slips.length === 0 || slips.length === reports.length || (classification.kind !== 'kubernetes' && classification.kind !== 'list')) return undefined;
  const { offset } = source.origin;
  const isHere = ({ at }: Edit) => at.file === file && at.start >= offset && at.end <= offset + source.text.length;
  const edits: Edit[] = [];
  for (const { fixes } of slips) {
    const [best] = fixes;
    if (best?.edits.every(isHere) && !collide(edits, best.edits)) edits.push(...best.edits);
  }
  if (edits.length === 0) return undefined;
  const moved = edits.map((edit) => ({ ...edit, at: { file, start: edit.at.start - offset, end: edit.at.end - offset } }));
  const [mended, ...others] = readYaml(file, applyEdits(source.text, moved)).documents;
  if (!mended || others.length > 0) return undefined;
  // Rules ask what comes first in a file.
  mended.origin.offset = offset;
  return buildDocument(file, mended, NOWHERE);
}

/** The reports of a document without those that its mended form does not have; slips stay. */
export function withoutConsequences(reports: readonly Report[], { file }: SourceDocument, mended: readonly Report[]): Report[] {
  const remaining = new Set(mended.map(keyOf));
  return reports.filter((report) => report.slip || report.at.file !== file || remaining.has(keyOf(report)));
}

/** Places move where a slip is mended, so the words decide. */
function keyOf({ rule, message }: Report): string {
  return `${rule.id} ${JSON.stringify([message.template, message.values])}`;
}
