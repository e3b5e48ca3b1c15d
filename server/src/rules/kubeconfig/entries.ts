import type { SourceDocument } from '../../model/document';
import type { Value } from '../../model/object';
import type { Located } from '../../text/span';

/** The three lists of a kubeconfig, and the key below which an item holds its content. */
export const LISTS = { clusters: 'cluster', contexts: 'context', users: 'user' } as const;
export type List = keyof typeof LISTS;

/** An item of `clusters`, `contexts` or `users`. */
export interface Entry {
  readonly list: List;
  readonly item: Value;
  readonly name: Located<string> | undefined;
  /** What stands below `cluster`, `context` or `user`; undefined where it is missing or null. */
  readonly content: Value | undefined;
  /** A short place that stands for the entry: its name. */
  readonly at: Value['at'];
}

/** The entries of a list of a kubeconfig, in the order of the file. */
export function entriesOf({ root }: SourceDocument, list: List): Entry[] {
  if (!root) return [];
  return root.items(list).flatMap((item): Entry[] => {
    if (item.kind !== 'map') return [];
    const name = item.string('name');
    const content = item.given(LISTS[list]);
    return [{ list, item, name, content: content?.kind === 'map' ? content : undefined, at: name?.at ?? item.headAt }];
  });
}

/** True where a text is written that is not empty: client-go takes an empty one for not written. */
export function isSet(content: Value | undefined, key: string): boolean {
  const words = content?.get(key)?.words;
  return words !== undefined && words !== '';
}
