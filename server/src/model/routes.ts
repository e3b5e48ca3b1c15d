import { isOneSlip } from '../text/slips';
import { isClosed } from './chain-ports';
import { markOf, type Program } from './program';

/**
 * Whether a program answers GET for a path. Undefined where that cannot be told: a handler for every path, a route whose
 * path is not written, or a module that may register routes by itself.
 */
export function answers(program: Program, path: string): boolean | undefined {
  const { routes } = program;
  if (
    routes.some(
      (route) =>
        (route.method === undefined || route.method === 'GET' || route.method === 'HEAD') && matches(route.path ?? route.own, path, route.path === undefined),
    )
  )
    return true;
  const isOpen = routes.length === 0 || markOf(program, 'any-route') !== undefined || !isClosed(program);
  // Packages that register handlers when they are imported.
  const registers = program.sources.some(({ imports }) => imports.some(({ value }) => value === 'net/http/pprof' || value === 'expvar'));
  return isOpen || (registers && path.startsWith('/debug/')) ? undefined : false;
}

/** Routes that look as if they were made for probes. */
export function healthRoutes(program: Program): readonly string[] {
  return routesForGet(program).filter((path) => /(?:^|\/|-|_)(?:healthz?|live(?:z|ness)?|ready(?:z)?|readiness|ping|status|alive)$/.test(path));
}

/** The one route that somebody meant who asked for a path: a slip away, or with a longer last word, as `/healthz` for `/health`. */
export function routeNear(program: Program, path: string): string | undefined {
  // Short words are near to many.
  if ((path.split('/').at(-1) ?? '').length < 4) return undefined;
  const fixed = routesForGet(program).filter((route) => /^[\w/.~-]+$/.test(route));
  const near = fixed.filter((route) => isOneSlip(path, route) || (route.startsWith(path) && !route.slice(path.length).includes('/')));
  return near.length === 1 ? near[0] : undefined;
}

function routesForGet({ routes }: Program): string[] {
  return [...new Set(routes.flatMap(({ path, method }) => (path !== undefined && (method === undefined || method === 'GET') ? [path] : [])))];
}

/** Matches a pattern of gin, echo, chi, fiber, gorilla or net/http; a slash at the end is redirected by all of them. */
function matches(pattern: string, path: string, isSuffix: boolean): boolean {
  const plain = path.split('?')[0]?.replace(/\/$/, '') ?? '';
  const source = pattern
    .replace(/\/$/, '')
    .split('/')
    .map((segment) => {
      if (/^\*/.test(segment) || /^\{\w*\.\.\.\}$/.test(segment) || segment === '{$}') return segment === '{$}' ? '' : '.*';
      if (/[*]$/.test(segment)) return `${escape(segment.slice(0, -1))}.*`;
      return /^:|\{/.test(segment) ? '[^/]+' : escape(segment);
    })
    .join('/')
    .replace(/\/\.\*$/, '(?:/.*)?');
  return new RegExp(`${isSuffix ? '' : '^'}${source}$`).test(plain);
}

function escape(text: string): string {
  return text.replace(/[.+^${}()|[\]\\?]/g, '\\$&');
}
