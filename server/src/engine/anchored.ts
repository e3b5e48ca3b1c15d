import { isAnchored, type Span } from '../text/span';
import type { Document } from '../yaml/node';
import type { Report } from './report';

/**
 * A report whose places all move with the text of their documents. Places that are written as numbers are taken for
 * places in this document; undefined where one of them lies outside.
 */
export function anchored(report: Report, document: Document): Report | undefined {
  let isInside = true;
  const anchor = (span: Span): Span => {
    if (isAnchored(span)) return span;
    const { file, offset } = document.origin;
    if (span.file !== file || span.start < offset || span.end > offset + document.text.length) isInside = false;
    return document.span(span.start - offset, span.end - offset);
  };
  const { at, related, fixes } = report;
  const moved: Report = {
    ...report,
    at: anchor(at),
    related: related.map((one) => ({ ...one, at: anchor(one.at) })),
    fixes: fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, at: anchor(edit.at) })) })),
  };
  return isInside ? moved : undefined;
}
