import type { Origin } from '../text/span';
import { Document } from './node';
import { BlockReader } from './ordinary/blocks';

const reader = new BlockReader();

/** Why it declined, as far as this is known. */
export interface Declined {
  /** The offset of a key without its colon; -1 where it is something else. */
  readonly colonMissing: number;
}

/**
 * Reads the ordinary YAML that people write for Kubernetes, in one pass and about 30 times as fast as `yaml`.
 * Its only rule: answer exactly as `yaml` would, or decline. It reports nothing and recovers nothing, so
 * what it does not know is slower and never wrong.
 *
 * Two invariants keep it from hanging: every text ends in a line feed (one is added), and no loop passes a line feed
 * without looking at the end. The classes below `ordinary/` are one reader in layers: lines, scalars, flow, blocks.
 *
 * `read` is as long as the text and read in its place.
 */
export function readOrdinary(text: string, origin: Origin, read = text): Document | Declined {
  const document = new Document(text, origin);
  if (!reader.read(document, read)) return { colonMissing: reader.colonMissing };
  document.rereadBy((again) => reader.read(again, read));
  return document;
}
