import type { Edit } from '../../text/edit';
import type { Message } from '../../text/message';
import type { Span } from '../../text/span';

/** Says as Markdown what something is; `say` puts a message into the user's language. */
export type Describe = (say: (said: Message) => string) => string;

/** Something that has a name in one place and is meant by that name in others. */
export interface NamedSymbol {
  /** The place that was asked about. */
  readonly at: Span;
  readonly name: string;
  readonly definitions: readonly Span[];
  /** Places that mean it, the definitions left out. */
  readonly references: readonly Span[];
  /** The edits that give it another name everywhere, or why that cannot be; undefined where it has no name to change. */
  readonly rename: ((name: string) => readonly Edit[] | Message) | undefined;
  /** What is worth knowing about it, as Markdown; undefined where its place says it all. */
  readonly describe: Describe | undefined;
}
