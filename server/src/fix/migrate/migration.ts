import type { Edit } from '../../text/edit';
import type { Value } from '../../yaml/value';
import { replaceSource } from '../fields';

/** The edits that make an object one of another version of its API. */
export interface Migration {
  readonly edits: readonly Edit[];
  /** The object means exactly what it meant before. */
  readonly exact: boolean;
}

/** Changes what lies below the apiVersion. Undefined where the object holds something that cannot be carried over. */
export type Restructure = (root: Value) => Migration | undefined;

/** The edit of the apiVersion itself. */
export function setApiVersion(root: Value, apiVersion: string): Edit[] {
  const written = root.get('apiVersion');
  return written ? [replaceSource(written, apiVersion)] : [];
}
