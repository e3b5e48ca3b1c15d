import type { Located, Span } from '../text/span';

/** A go.mod, as `go` reads it. */
export interface GoModule {
  readonly file: string;
  readonly path: Located<string> | undefined;
  /** The `go` directive: the language version that the module needs, such as `1.23` or `1.23.4`. */
  readonly go: Located<string> | undefined;
  /** The `toolchain` directive, such as `go1.24.1`. */
  readonly toolchain: Located<string> | undefined;
  readonly requires: readonly Requirement[];
  /** Module paths that a `replace` directive sends elsewhere. */
  readonly replaced: ReadonlyMap<string, string>;
  /** The go.work that takes this module in, once the project knows it. */
  readonly workspace?: string | undefined;
}

export interface Requirement {
  readonly path: string;
  readonly version: string;
  readonly indirect: boolean;
  readonly at: Span;
}

/** Reads a go.mod. Lines that make no sense are passed over; never throws. */
export function readGoModule(file: string, text: string): GoModule {
  const single: Record<string, Located<string>> = {};
  const requires: Requirement[] = [];
  const replaced = new Map<string, string>();
  let block = '';
  for (const { content, start, comment } of linesOf(text)) {
    if (content === ')') {
      block = '';
      continue;
    }
    const opening = /^(\w+)\s*\($/.exec(content);
    if (opening) {
      block = opening[1] as string;
      continue;
    }
    const words = [...content.matchAll(/"[^"]*"|`[^`]*`|\S+/g)].map((match) => ({
      value: match[0].replace(/^["`]|["`]$/g, ''),
      at: { file, start: start + match.index, end: start + match.index + match[0].length },
    }));
    const verb = block || words.shift()?.value;
    const [first, second] = words;
    if (!verb || !first) continue;
    if (verb === 'require' && second) {
      const at = { file, start: first.at.start, end: second.at.end };
      requires.push({ path: first.value, version: second.value, indirect: /\bindirect\b/.test(comment), at });
    } else if (verb === 'replace') {
      const arrow = words.findIndex(({ value }) => value === '=>');
      const target = words[arrow + 1];
      if (arrow > 0 && target) replaced.set(first.value, target.value);
    } else if (verb === 'module' || verb === 'go' || verb === 'toolchain') {
      single[verb] ??= first;
    }
  }
  return { file, path: single.module, go: single.go, toolchain: single.toolchain, requires, replaced };
}

function* linesOf(text: string): Iterable<{ content: string; start: number; comment: string }> {
  let start = 0;
  for (const line of text.split('\n')) {
    const slashes = line.indexOf('//');
    const code = slashes < 0 ? line : line.slice(0, slashes);
    const content = code.trim();
    if (content !== '') yield { content, start: start + code.length - code.trimStart().length, comment: slashes < 0 ? '' : line.slice(slashes) };
    start += line.length + 1;
  }
}
