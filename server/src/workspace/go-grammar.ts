import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { GoGrammar } from '../go/grammar';

/** Loads the Go grammar from the files beside the bundle, or from the packages when it runs from source. */
export async function loadGoGrammar(): Promise<GoGrammar> {
  // Loaded here and not at the top: it costs some 10 ms, and most starts do not need it at once.
  const { startGoGrammar } = await import('../go/grammar');
  const runtime = locate('web-tree-sitter.wasm', 'web-tree-sitter/web-tree-sitter.wasm');
  const language = locate('tree-sitter-go.wasm', '@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm');
  return startGoGrammar(readFileSync(runtime), readFileSync(language));
}

function locate(name: string, inPackage: string): string {
  const beside = join(__dirname, name);
  return existsSync(beside) ? beside : createRequire(join(process.cwd(), 'package.json')).resolve(inPackage);
}
