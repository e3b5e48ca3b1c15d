import type { Node } from 'web-tree-sitter';
import type { Evaluator } from './evaluate';
import type { Listen, Text } from './source';

/** A listener before its place is turned into a span: `place` is the address, or the call where none is written. */
export type FoundListen = Pick<Listen, 'framework' | 'address'> & { readonly place: Node };

/** Methods that open a port on a router or server of a framework, by the import path that the framework has. */
const FRAMEWORKS: readonly { readonly path: string; readonly name: string; readonly methods: readonly string[]; readonly makers: readonly string[] }[] = [
  { path: 'github.com/gin-gonic/gin', name: 'gin', methods: ['Run', 'RunTLS'], makers: ['Default', 'New'] },
  { path: 'github.com/labstack/echo', name: 'echo', methods: ['Start', 'StartTLS', 'StartAutoTLS'], makers: ['New'] },
  { path: 'github.com/gofiber/fiber', name: 'fiber', methods: ['Listen', 'ListenTLS'], makers: ['New'] },
  { path: 'github.com/kataras/iris', name: 'iris', methods: ['Listen'], makers: ['New', 'Default'] },
];

/** The listener that a call or composite literal opens; undefined where it opens none. */
export function findListen(node: Node, isLiteral: boolean, text: string, evaluator: Evaluator): FoundListen | undefined {
  if (isLiteral) return serverLiteral(node, text, evaluator);
  const callee = evaluator.calleeOf(node);
  if (!callee) return undefined;
  const given = evaluator.argumentsOf(node);
  if (callee.path !== undefined) return packageCall(callee.path, callee.name, given, evaluator);
  return callee.receiver && frameworkCall(node, callee.receiver, callee.name, given, evaluator);
}

function packageCall(path: string, name: string, given: readonly Node[], evaluator: Evaluator): FoundListen | undefined {
  const isHttp = path === 'net/http' || path === 'github.com/valyala/fasthttp';
  if (isHttp && (name === 'ListenAndServe' || name === 'ListenAndServeTLS')) return found(path, given[0], evaluator);
  if ((path === 'net' || path === 'crypto/tls') && name === 'Listen' && given.length >= 2) {
    const network = given[0] && evaluator.constant(given[0]);
    // Unix sockets have no port, and UDP is another protocol than probes and most Services use.
    return network?.startsWith('tcp') ? found('net', given[1], evaluator) : undefined;
  }
  return undefined;
}

/** `&http.Server{Addr: ":8080"}`. */
function serverLiteral(node: Node, text: string, evaluator: Evaluator): FoundListen | undefined {
  const type = node.childForFieldName('type');
  if (!type || text.slice(type.startIndex, type.endIndex) !== 'http.Server' || !evaluator.imports('net/http')) return undefined;
  const elements = node.childForFieldName('body')?.namedChildren ?? [];
  for (const element of elements) {
    if (element?.type !== 'keyed_element') continue;
    const [key, value] = element.namedChildren;
    if (key && value && text.slice(key.startIndex, key.endIndex) === 'Addr') return found('net/http', inner(value), evaluator);
  }
  return undefined;
}

function frameworkCall(call: Node, receiver: Node, method: string, given: readonly Node[], evaluator: Evaluator): FoundListen | undefined {
  const framework = FRAMEWORKS.find(({ path, methods }) => methods.includes(method) && evaluator.imports(path));
  if (!framework) return undefined;
  const [first] = given;
  const address = first && evaluator.evaluate(first);
  // Other things have a Run or Start too. The receiver must be known to be a router, or the argument be an address.
  if (!isMadeBy(receiver, framework, evaluator) && !looksLikeAddress(address)) return undefined;
  if (first) return { framework: framework.name, address, place: first };
  if (framework.name !== 'gin' || method !== 'Run') return undefined;
  // gin's Run() without an address: `:$PORT`, or `:8080` (gin v1.10, utils.go resolveAddress).
  const chosen: Text = [
    { kind: 'constant', text: ':' },
    { kind: 'environment', key: 'PORT', fallback: '8080' },
  ];
  return { framework: 'gin', address: chosen, place: call };
}

function found(framework: string, place: Node | undefined, evaluator: Evaluator): FoundListen | undefined {
  return place && { framework, address: evaluator.evaluate(place), place };
}

function looksLikeAddress(address: Text | undefined): boolean {
  const [first] = address ?? [];
  return first?.kind === 'constant' && /^[\w.[\]-]*:\d*$/.test(first.text);
}

function isMadeBy(receiver: Node, framework: (typeof FRAMEWORKS)[number], evaluator: Evaluator): boolean {
  const name = evaluator.sourceOf(receiver);
  const root = rootOf(receiver);
  if (!root || !/^[\w.]+$/.test(name)) return false;
  const source = evaluator.sourceOf(root);
  const short = name.split('.').at(-1) as string;
  const made = new RegExp(`\\b${short}\\s*(?::?=|:)\\s*\\w+\\.(?:${framework.makers.join('|')})\\(`);
  const typed = new RegExp(`\\b${short}\\s+\\*\\w+\\.(?:Engine|Echo|App|Application)\\b`);
  return made.test(source) || typed.test(source);
}

function rootOf(node: Node): Node | undefined {
  let up: Node | null = node;
  while (up?.parent) up = up.parent;
  return up ?? undefined;
}

/** tree-sitter-go wraps the value of a keyed element. */
function inner(node: Node): Node {
  return node.type === 'literal_element' ? (node.namedChildren[0] ?? node) : node;
}
