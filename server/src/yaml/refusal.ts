import { type Message, message } from '../text/message';
import type { Problem } from './node';

/** What `yaml` found, in our words: the kind of problem and what to say, for its error and the text at its place. */
export function describeError({ code, message: said }: { code: string; message: string }, found: string): [kind: Problem['kind'], said: Message] {
  const shown = found.length > 40 || found.includes('\n') ? undefined : found;
  switch (code) {
    case 'TAB_AS_INDENT':
      return ['refused', message`YAML is indented with spaces; here is a tab.`];
    case 'BAD_INDENT':
      if (said.startsWith('Flow ')) return ['refused', message`A bracket that opens before this place is not closed.`];
      return ['refused', message`This line is not indented like the lines it belongs to.`];
    case 'BLOCK_AS_IMPLICIT_KEY':
      return ['refused', message`A second ${':'} on this line makes a mapping where only a value can stand; put the value in quotes or on a line of its own.`];
    case 'MULTILINE_IMPLICIT_KEY':
      return ['refused', message`This text runs over several lines where a key was expected; a ${':'} may be missing.`];
    case 'MISSING_CHAR':
      if (said.startsWith('Comments must')) return ['disliked', message`A blank is missing before this comment.`];
      if (said.startsWith('Block scalars with more-indented'))
        return ['refused', message`An empty line above this text has more blanks than the text, which therefore does not belong to it.`];
      return ['refused', message`Something is not closed here: a quote, a bracket or a ${':'} after a key is missing.`];
    case 'BAD_ALIAS':
      return ['refused', message`A value that starts with ${'*'} is an alias, and no anchor has this name; put the value in quotes.`];
    case 'BAD_SCALAR_START':
      return ['refused', message`A plain value cannot start with ${shown?.slice(0, 1) ?? '@'}; put it in quotes.`];
    case 'BAD_DQ_ESCAPE':
      // An escape that go-yaml knows all the same.
      if (shown === "\\'") return ['disliked', message`An apostrophe needs no backslash in double quotes.`];
      return ['refused', message`${shown ?? '\\'} is no escape that YAML knows; double the backslash or use single quotes.`];
    case 'BAD_DIRECTIVE':
      return ['refused', message`This line starts with ${'%'}, which YAML takes for a directive that it does not know.`];
    case 'KEY_OVER_1024_CHARS':
      return ['refused', message`A key may have at most 1024 characters.`];
    case 'TAG_RESOLVE_FAILED':
      return ['disliked', message`The tag ${shown ?? '!'} cannot be resolved.`];
    case 'MULTIPLE_ANCHORS':
    case 'MULTIPLE_TAGS':
    case 'BAD_PROP_ORDER':
      return ['refused', message`A value can have one anchor and one tag, in front of it.`];
    case 'RESOURCE_EXHAUSTION':
      return ['refused', message`This document is nested too deeply to be read.`];
    case 'UNEXPECTED_TOKEN':
      return ['refused', shown ? message`${shown} was not expected here.` : message`This text was not expected here.`];
    default:
      return ['refused', message`This is not YAML that Kubernetes can read.`];
  }
}
