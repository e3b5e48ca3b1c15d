import { Language, Parser, Query, type Tree } from 'web-tree-sitter';

/**
 * Makes the grammar ready from the bytes of web-tree-sitter's runtime and of tree-sitter-go. WebAssembly starts
 * asynchronously: this is the one place below `workspace/` that has to wait; from then on everything is a pure function
 * of the text.
 */
export async function startGoGrammar(runtime: Uint8Array, language: Uint8Array): Promise<GoGrammar> {
  await Parser.init({ wasmBinary: runtime });
  return new GoGrammar(await Language.load(language));
}

/** The Go grammar, ready to parse. */
export class GoGrammar {
  readonly #parser = new Parser();
  readonly #queries = new Map<string, Query>();

  constructor(readonly language: Language) {
    this.#parser.setLanguage(language);
  }

  /** Parses a text and frees the tree again when `use` is done with it. */
  with<T>(text: string, use: (tree: Tree) => T): T | undefined {
    const tree = this.#parser.parse(text);
    if (!tree) return undefined;
    try {
      return use(tree);
    } finally {
      tree.delete();
    }
  }

  query(source: string): Query {
    const known = this.#queries.get(source) ?? new Query(this.language, source);
    this.#queries.set(source, known);
    return known;
  }
}
