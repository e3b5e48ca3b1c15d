import type { Node } from 'web-tree-sitter';
import type { Located, Span } from '../text/span';
import { Evaluator } from './evaluate';
import type { GoGrammar } from './grammar';
import { findListen } from './listens';
import type { EnvironmentRead, GoImport, GoSource, Listen } from './source';

const CALLS = '(call_expression) @call (composite_literal) @literal (function_declaration) @function';

/** Words without which a file holds nothing but its imports for us; most files of a module have none of them. */
const INTERESTING =
  /\b(?:Listen|ListenTLS|ListenPacket|ListenAndServe|ListenAndServeTLS|Serve|Run|RunTLS|Start|StartTLS|Addr|Getenv|LookupEnv|Notify|NotifyContext|main)\b|[eE]nv\w*\(/;

/** Reads a Go file. Without a grammar, or for generated files, only the imports and constraints. Never throws. */
export function readGoSource(file: string, text: string, grammar: GoGrammar | undefined): GoSource {
  const head = readHead(file, text);
  if (!grammar || isGenerated(text) || !INTERESTING.test(text)) return head;
  return grammar.with(text, (tree) => ({ ...head, ...readBody(head, text, tree.rootNode, grammar) })) ?? head;
}

/** The mark of the Go project for generated files (https://go.dev/s/generatedcode). */
export function isGenerated(text: string): boolean {
  return /^\/\/ Code generated .* DO NOT EDIT\.$/m.test(text.slice(0, 4000));
}

function readHead(file: string, text: string): GoSource {
  return {
    file,
    packageName: /^package\s+(\w+)/m.exec(text)?.[1],
    isTest: file.endsWith('_test.go'),
    hasMain: undefined,
    imports: readImports(file, text),
    buildConstraint: /^\/\/go:build[ \t]+(.+?)[ \t]*$/m.exec(text)?.[1],
    listens: [],
    environment: [],
    catchesSignals: undefined,
  };
}

/** Imports stand between the package clause and the first declaration, so a scan of lines finds them all. */
function readImports(file: string, text: string): GoImport[] {
  const imports: GoImport[] = [];
  const spec = /^(?:import[ \t]+)?(?:([\w.]+)[ \t]+)?(["`])([^"`\n]+)\2/;
  let start = 0;
  let inside = false;
  let commented = false;
  for (const line of text.split('\n')) {
    const content = line.trim();
    if (commented) commented = !content.includes('*/');
    else if (content.startsWith('/*')) commented = !content.includes('*/');
    else if (/^import\s*\($/.test(content)) inside = true;
    else if (inside && content.startsWith(')')) inside = false;
    else if (inside || content.startsWith('import ')) {
      const match = spec.exec(content);
      if (match) {
        const path = match[3] as string;
        const at = start + line.indexOf(match[2] + path);
        imports.push({ value: path, name: match[1] ?? lastPart(path), at: { file, start: at, end: at + path.length + 2 } });
      }
    } else if (/^(?:func|type|var|const)\b/.test(content)) break;
    start += line.length + 1;
  }
  return imports;
}

/** The package name that a path suggests: its last part, major-version suffixes left out. */
function lastPart(path: string): string {
  const parts = path.split('/');
  const last = parts.at(-1) ?? path;
  return (/^v\d+$/.test(last) && parts.length > 1 ? (parts.at(-2) as string) : last).replace(/\.v\d+$/, '').replace(/^go-/, '');
}

function readBody(head: GoSource, text: string, root: Node, grammar: GoGrammar): Partial<GoSource> {
  const at = (node: Node): Span => ({ file: head.file, start: node.startIndex, end: node.endIndex });
  const evaluator = new Evaluator(text, head.imports);
  const listens: Listen[] = [];
  const environment: EnvironmentRead[] = [];
  let catchesSignals: Span | undefined;
  let hasMain: Span | undefined;
  for (const { name, node } of grammar.query(CALLS).captures(root)) {
    if (name === 'function') {
      const functionName = node.childForFieldName('name');
      if (head.packageName === 'main' && functionName?.text === 'main') hasMain = at(functionName);
      continue;
    }
    const listen = findListen(node, name === 'literal', text, evaluator);
    if (listen) listens.push({ ...listen, at: at(listen.place), call: at(node) });
    if (name === 'literal') continue;
    const read = evaluator.environmentRead(node);
    if (read) environment.push({ ...read.part, at: at(read.place) });
    const callee = evaluator.calleeOf(node);
    if (callee?.path === 'os/signal' && callee.name.startsWith('Notify')) catchesSignals ??= at(node);
  }
  return { listens, environment, catchesSignals, hasMain };
}

export type { Located };
