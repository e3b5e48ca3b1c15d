import type { Node } from 'web-tree-sitter';
import { type Callee, type Evaluator, enclosing } from './evaluate';
import type { Route } from './source';

/** Routers whose calls are read, by import path. `method` names are the HTTP methods in the router's own spelling. */
const ROUTERS: readonly { readonly path: string; readonly name: string; readonly maker: RegExp }[] = [
  { path: 'github.com/gin-gonic/gin', name: 'gin', maker: /^(?:Default|New)$/ },
  { path: 'github.com/labstack/echo', name: 'echo', maker: /^New$/ },
  { path: 'github.com/go-chi/chi', name: 'chi', maker: /^New(?:Router|Mux)$/ },
  { path: 'github.com/gofiber/fiber', name: 'fiber', maker: /^New$/ },
  { path: 'github.com/gorilla/mux', name: 'gorilla', maker: /^NewRouter$/ },
  { path: 'github.com/julienschmidt/httprouter', name: 'httprouter', maker: /^New$/ },
  { path: 'net/http', name: 'net/http', maker: /^NewServeMux$/ },
];

const UPPER = 'GET HEAD POST PUT PATCH DELETE OPTIONS CONNECT TRACE'.split(' ');
const TITLE = 'Get Head Post Put Patch Delete Options Connect Trace'.split(' ');
const FOR_ALL = ['Any', 'All', 'HandleFunc', 'Handle', 'Handler', 'HandlerFunc'];
/** Calls whose first argument is the method and whose second is the path. */
const WITH_METHOD = ['Add', 'Method', 'MethodFunc', 'Handle', 'Handler', 'HandlerFunc'];
/** Calls after which any path may be answered. */
const FOR_ANYTHING = ['NoRoute', 'NotFound', 'Mount', 'FileServer', 'FileServerFS', 'ServeFiles', 'StaticFS', 'Static', 'StripPrefix', 'RouteNotFound'];

export const ROUTE_WORDS = [...UPPER, ...TITLE, ...FOR_ALL, 'Add', 'Method', 'MethodFunc', 'Heartbeat', 'StaticFile', 'File', ...FOR_ANYTHING];

export type FoundRoute = { readonly kind: 'route'; readonly route: Route } | { readonly kind: 'anything' };

/** True where a file may register routes at all. */
export function mayHaveRoutes(evaluator: Evaluator): boolean {
  return ROUTERS.some(({ path }) => evaluator.imports(path));
}

/** The route that a call registers; undefined where it registers none. */
export function routeOfCall(call: Node, { path, name, receiver }: Callee, evaluator: Evaluator): FoundRoute | undefined {
  const isPackage = path !== undefined;
  if (isPackage && path !== 'net/http' && name !== 'Heartbeat') return undefined;
  const given = evaluator.argumentsOf(call);
  if (FOR_ANYTHING.includes(name)) {
    // Files below a prefix of their own leave all other paths alone.
    const prefix = given[0] && /^(?:Static|StaticFS|StripPrefix|Mount)$/.test(name) ? evaluator.constant(given[0]) : undefined;
    const isNarrow = name === 'StripPrefix' || (prefix?.startsWith('/') === true && prefix !== '/');
    if (isNarrow) return name === 'StripPrefix' ? undefined : made(`${prefix?.replace(/\/$/, '')}/*rest`, undefined, call, receiver, given[0], evaluator);
    if (isPackage && name.startsWith('FileServer') && isBelowPattern(call, evaluator)) return undefined;
    const isRouter = isPackage || name === 'NoRoute' || name === 'NotFound' || name === 'Mount' || name === 'RouteNotFound' || prefix !== undefined;
    return isRouter && !(isPackage && name === 'NotFound') ? { kind: 'anything' } : undefined;
  }
  if (isPackage && !['HandleFunc', 'Handle', 'Heartbeat'].includes(name)) return undefined;
  const [first, second] = given;
  if (!first) return undefined;
  const text = evaluator.constant(first);
  if (WITH_METHOD.includes(name) && text !== undefined && /^[A-Z]+$/.test(text) && second) {
    const own = evaluator.constant(second);
    return own === undefined ? { kind: 'anything' } : made(own, text, call, receiver, second, evaluator);
  }
  const method = UPPER.includes(name) ? name : TITLE.includes(name) ? name.toUpperCase() : undefined;
  if (text === undefined) {
    // Of these names alone it is certain that they register something.
    return UPPER.includes(name) || name === 'HandleFunc' || (name === 'Handle' && isPackage) ? { kind: 'anything' } : undefined;
  }
  const pattern = /^(?:([A-Z]+)[ \t]+)?(\/.*|)$/.exec(text);
  if (!pattern || (TITLE.includes(name) && !text.startsWith('/')) || (given.length < 2 && name !== 'Heartbeat')) return undefined;
  return made(pattern[2] as string, pattern[1] ?? method, call, receiver, first, evaluator);
}

/** `http.Handle("/static/", http.StripPrefix("/static/", http.FileServer(…)))` answers what lies below the pattern alone. */
function isBelowPattern(call: Node, evaluator: Evaluator): boolean {
  let up = call.parent?.parent;
  for (let steps = 0; up?.type === 'call_expression' && steps < 4; steps++) {
    const [first] = evaluator.argumentsOf(up);
    const pattern = first && evaluator.calleeOf(up)?.name === 'Handle' ? evaluator.constant(first) : undefined;
    if (pattern !== undefined) return /^(?:[A-Z]+ )?\/[^/]/.test(pattern);
    up = up.parent?.parent;
  }
  return false;
}

function made(own: string, method: string | undefined, call: Node, receiver: Node | undefined, place: Node | undefined, evaluator: Evaluator): FoundRoute {
  const framework = frameworkOf(evaluator, receiver);
  const prefix = receiver ? prefixOf(receiver, evaluator, 0) : '';
  const path = prefix === undefined ? undefined : joinPaths(prefix, own);
  // ServeMux takes a pattern that ends with a slash for everything below it.
  const isTree = framework === 'net/http' && own.endsWith('/');
  return {
    kind: 'route',
    route: {
      path: path === undefined ? undefined : isTree ? `${path.replace(/\/$/, '')}/*rest` : path,
      own: isTree ? `${own.replace(/\/$/, '')}/*rest` : own,
      at: evaluator.spanOf(place ?? call),
      method: method === 'CONNECT' ? undefined : method,
      framework,
    },
  };
}

function frameworkOf(evaluator: Evaluator, receiver: Node | undefined): string {
  const own = ROUTERS.filter(({ path, name }) => name !== 'net/http' && evaluator.imports(path));
  if (!receiver || own.length === 0) return 'net/http';
  // A file with a framework may have a ServeMux beside it.
  const name = evaluator.sourceOf(receiver);
  return /^[\w.]+$/.test(name) && new RegExp(`\\b${name.split('.').at(-1)}\\s*:?=\\s*http\\.NewServeMux\\(`).test(evaluator.text)
    ? 'net/http'
    : (own[0] as { name: string }).name;
}

/** The prefix of the group that a router stands for: `''` for a router itself, undefined where it is not known. */
function prefixOf(router: Node, evaluator: Evaluator, steps: number): string | undefined {
  if (steps > 8) return undefined;
  if (router.type === 'call_expression') return prefixOfCall(router, evaluator, steps);
  if (router.type === 'selector_expression') {
    const short = evaluator.sourceOf(router).split('.').at(-1) as string;
    return /^\w+$/.test(short) && ROUTERS.some(({ path, maker }) => evaluator.imports(path) && madeInText(short, maker, evaluator)) ? '' : undefined;
  }
  if (router.type !== 'identifier') return undefined;
  const value = evaluator.onlyValueOf(router);
  if (value === 'parameter') return prefixOfParameter(router, evaluator, steps);
  return value ? prefixOf(value, evaluator, steps + 1) : undefined;
}

function madeInText(name: string, maker: RegExp, evaluator: Evaluator): boolean {
  const match = new RegExp(`\\b${name}\\s*(?::?=|:)\\s*\\w+\\.(\\w+)\\(`).exec(evaluator.text);
  return match !== null && maker.test(match[1] as string);
}

function prefixOfCall(call: Node, evaluator: Evaluator, steps: number): string | undefined {
  const callee = evaluator.calleeOf(call);
  if (!callee) return undefined;
  if (callee.path !== undefined) return ROUTERS.some(({ path, maker }) => isModule(path, callee.path) && maker.test(callee.name)) ? '' : undefined;
  if (!callee.receiver) return undefined;
  const before = prefixOf(callee.receiver, evaluator, steps + 1);
  const [first] = evaluator.argumentsOf(call);
  switch (callee.name) {
    case 'Group':
    case 'PathPrefix':
    case 'Route': {
      const own = first && evaluator.constant(first);
      return before === undefined || own === undefined ? undefined : joinPaths(before, own);
    }
    case 'Subrouter':
    case 'With':
    case 'StrictSlash':
    case 'UseEncodedPath':
      return before;
    default:
      return undefined;
  }
}

/** chi and fiber: `r.Route("/api", func(r chi.Router) { … })`, `r.Group(func(r chi.Router) { … })`. */
function prefixOfParameter(router: Node, evaluator: Evaluator, steps: number): string | undefined {
  const literal = enclosing(router.parent, 'func_literal', 'function_declaration', 'method_declaration');
  const call = literal?.type === 'func_literal' && literal.parent?.type === 'argument_list' ? literal.parent.parent : undefined;
  const callee = call?.type === 'call_expression' ? evaluator.calleeOf(call) : undefined;
  if (!call || !callee?.receiver || (callee.name !== 'Route' && callee.name !== 'Group')) return undefined;
  const before = prefixOf(callee.receiver, evaluator, steps + 1);
  const [first] = evaluator.argumentsOf(call);
  if (callee.name === 'Group' && first?.type === 'func_literal') return before;
  const own = first && evaluator.constant(first);
  return before === undefined || own === undefined ? undefined : joinPaths(before, own);
}

function isModule(path: string, imported: string | undefined): boolean {
  return imported === path || (imported?.startsWith(`${path}/`) ?? false);
}

function joinPaths(prefix: string, own: string): string {
  const joined = `${prefix.replace(/\/$/, '')}/${own.replace(/^\//, '')}`;
  return own === '' ? prefix || '/' : joined;
}
