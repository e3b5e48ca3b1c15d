import type { Node } from 'web-tree-sitter';
import { type Callee, type Evaluator, enclosing } from './evaluate';
import type { Listen } from './source';
import type { Text } from './text';

/** Methods that open a port on a router or server of a framework, by the import path that the framework has. */
const FRAMEWORKS: readonly { readonly path: string; readonly name: string; readonly methods: readonly string[]; readonly makers: readonly string[] }[] = [
  { path: 'github.com/gin-gonic/gin', name: 'gin', methods: ['Run', 'RunTLS'], makers: ['Default', 'New'] },
  { path: 'github.com/labstack/echo', name: 'echo', methods: ['Start', 'StartTLS', 'StartAutoTLS'], makers: ['New'] },
  { path: 'github.com/gofiber/fiber', name: 'fiber', methods: ['Listen', 'ListenTLS'], makers: ['New'] },
  { path: 'github.com/kataras/iris', name: 'iris', methods: ['Listen'], makers: ['New', 'Default'] },
];

export const LISTEN_WORDS = ['ListenAndServe', 'ListenAndServeTLS', 'Listen', 'ListenTLS', 'Run', 'RunTLS', 'Start', 'StartTLS', 'StartAutoTLS'];

/** The listener that a call opens; undefined where it opens none. */
export function listenOfCall(call: Node, callee: Callee, evaluator: Evaluator): Listen | undefined {
  const given = evaluator.argumentsOf(call);
  const { path, name, receiver } = callee;
  if (path !== undefined) return packageCall(call, path, name, given, evaluator);
  const isConfigured = receiver && name === 'Listen' && given.length === 3 && evaluator.imports('net') && /\bnet\.ListenConfig\b/.test(evaluator.text);
  if (isConfigured && given[1] && evaluator.constant(given[1])?.startsWith('tcp')) return found('net', call, given[2], false, evaluator);
  return receiver && frameworkCall(call, receiver, name, given, evaluator);
}

function packageCall(call: Node, path: string, name: string, given: readonly Node[], evaluator: Evaluator): Listen | undefined {
  const isHttp = path === 'net/http' || path === 'github.com/valyala/fasthttp';
  if (isHttp && (name === 'ListenAndServe' || name === 'ListenAndServeTLS')) return found(path, call, given[0], name.endsWith('TLS'), evaluator);
  if ((path === 'net' || path === 'crypto/tls') && name === 'Listen' && given.length >= 2) {
    const network = given[0] && evaluator.constant(given[0]);
    // Unix sockets have no port, and UDP is another protocol than probes and most Services use.
    return network?.startsWith('tcp') ? found('net', call, given[1], path === 'crypto/tls', evaluator) : undefined;
  }
  return undefined;
}

/** `&http.Server{Addr: ":8080"}`. */
export function listenOfLiteral(node: Node, evaluator: Evaluator): Listen | undefined {
  for (const { key, value } of fieldsOf(node, evaluator)) if (key === 'Addr') return found('net/http', node, value, false, evaluator);
  return undefined;
}

/** `server.Addr = ":8080"`, for servers of net/http that the file declares. */
export function assignedListens(root: Node, evaluator: Evaluator): Listen[] {
  if (!evaluator.imports('net/http')) return [];
  return [...evaluator.text.matchAll(/\b(\w+)\.Addr[ \t]*=(?!=)/g)].flatMap((match) => {
    const name = match[1] as string;
    const isServer = new RegExp(`\\bvar ${name} \\*?http\\.Server\\b|\\b${name}\\s*:?=\\s*(?:&?http\\.Server\\{|new\\(http\\.Server\\))`).test(evaluator.text);
    const statement = enclosing(root.descendantForIndex(match.index), 'assignment_statement', 'block');
    const value = isServer && statement?.type === 'assignment_statement' ? statement.childForFieldName('right')?.namedChildren[0] : undefined;
    const listen = statement && value ? found('net/http', statement, value, false, evaluator) : undefined;
    return listen ? [listen] : [];
  });
}

/** The `Key: value` pairs of a composite literal. */
export function fieldsOf(literal: Node, evaluator: Evaluator): { key: string; value: Node }[] {
  const elements = literal.childForFieldName('body')?.namedChildren ?? [];
  return elements.flatMap((element) => {
    const [key, value] = element?.type === 'keyed_element' ? element.namedChildren : [];
    return key && value ? [{ key: evaluator.sourceOf(key), value: inner(value) }] : [];
  });
}

function frameworkCall(call: Node, receiver: Node, method: string, given: readonly Node[], evaluator: Evaluator): Listen | undefined {
  const framework = FRAMEWORKS.find(({ path, methods }) => methods.includes(method) && evaluator.imports(path));
  if (!framework) return undefined;
  const [first] = given;
  const address = first && evaluator.evaluate(first);
  // Other things have a Run or Start too. The receiver must be known to be a router, or the argument be an address.
  if (!isMadeBy(receiver, framework, evaluator) && !looksLikeAddress(address)) return undefined;
  const tls = method.includes('TLS');
  if (first) return { framework: framework.name, address, at: evaluator.spanOf(first), call: evaluator.spanOf(call), tls };
  if (framework.name !== 'gin' || method !== 'Run') return undefined;
  // gin's Run() without an address: `:$PORT`, or `:8080` (gin v1.10, utils.go resolveAddress).
  const chosen: Text = [
    { kind: 'constant', text: ':' },
    { kind: 'environment', key: 'PORT', fallback: '8080' },
  ];
  return { framework: 'gin', address: chosen, at: evaluator.spanOf(call), call: evaluator.spanOf(call), tls };
}

function found(framework: string, call: Node, place: Node | undefined, tls: boolean, evaluator: Evaluator): Listen | undefined {
  return place && { framework, address: evaluator.evaluate(place), at: evaluator.spanOf(place), call: evaluator.spanOf(call), tls };
}

function looksLikeAddress(address: Text | undefined): boolean {
  const [first] = address ?? [];
  return first?.kind === 'constant' && /^[\w.[\]-]*:\d*$/.test(first.text);
}

function isMadeBy(receiver: Node, framework: (typeof FRAMEWORKS)[number], evaluator: Evaluator): boolean {
  const short = evaluator.sourceOf(receiver).split('.').at(-1) as string;
  if (!/^\w+$/.test(short)) return false;
  const made = new RegExp(`\\b${short}\\s*(?::?=|:)\\s*\\w+\\.(?:${framework.makers.join('|')})\\(`);
  const typed = new RegExp(`\\b${short}\\s+\\*\\w+\\.(?:Engine|Echo|App|Application)\\b`);
  return made.test(evaluator.text) || typed.test(evaluator.text);
}

/** tree-sitter-go wraps the value of a keyed element. */
function inner(node: Node): Node {
  return node.type === 'literal_element' ? (node.namedChildren[0] ?? node) : node;
}
