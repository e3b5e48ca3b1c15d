import type { GoGrammar } from '../../server/src/go/grammar';
import { readGoSource } from '../../server/src/go/read';
import type { GoSource } from '../../server/src/go/source';
import { readAddress } from '../../server/src/go/text';
import { loadGoGrammar } from '../../server/src/workspace/go-grammar';

let grammar: GoGrammar | undefined;

/** Loads the grammar once; to be awaited before the first test of a file. */
export async function startGo(): Promise<void> {
  grammar ??= await loadGoGrammar();
}

export function readGo(text: string, file = 'main.go'): GoSource {
  return readGoSource(file, text, grammar);
}

/** A program of these imports with this text in `main`; lines that begin with `top:` stand outside of it. */
export function program(imports: string, body: string): string {
  const lines = body.split('\n');
  const top = lines.filter((line) => line.startsWith('top:')).map((line) => line.slice(4));
  const inside = lines.filter((line) => !line.startsWith('top:'));
  return `package main\n\nimport (\n${imports
    .split(' ')
    .map((path) => `\t"${path}"\n`)
    .join('')})\n\n${top.join('\n')}\n\nfunc main() {\n${inside.map((line) => `\t${line}`).join('\n')}\n}\n`;
}

/** Where a source listens, one text each: `net/http :8080`, `gin :8080 $PORT`, `echo ?`. */
export function listensOf(text: string, environment: Readonly<Record<string, string>> = {}): string[] {
  return readGo(text).listens.map(({ framework, address, tls }) => {
    const read = address && readAddress(address, { environment: new Map(Object.entries(environment)) });
    const place = !read || (read.host === undefined && read.port === undefined) ? '?' : `${read.host ?? '?'}:${read.port ?? '?'}`;
    return [framework, place, ...(read?.environment ? [`$${read.environment}`] : []), ...(read?.flag ? [`-${read.flag}`] : []), ...(tls ? ['tls'] : [])].join(
      ' ',
    );
  });
}
