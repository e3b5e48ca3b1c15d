import type { Node } from 'web-tree-sitter';
import { table } from '../text/table';
import { type Callee, type Evaluator, enclosing } from './evaluate';
import type { FileUse } from './source';

type Kind = FileUse['kind'];

/** Functions that open files by a path: their packages, the kind of use, and which argument is the path. */
const OPENERS: Readonly<Record<string, { readonly packages: readonly string[]; readonly kind: Kind; readonly argument: number }>> = table({
  ReadFile: { packages: ['os', 'io/ioutil'], kind: 'read', argument: 0 },
  Open: { packages: ['os'], kind: 'read', argument: 0 },
  ReadDir: { packages: ['os', 'io/ioutil'], kind: 'folder', argument: 0 },
  DirFS: { packages: ['os'], kind: 'folder', argument: 0 },
  Create: { packages: ['os'], kind: 'write', argument: 0 },
  WriteFile: { packages: ['os', 'io/ioutil'], kind: 'write', argument: 0 },
  Mkdir: { packages: ['os'], kind: 'make-folder', argument: 0 },
  MkdirAll: { packages: ['os'], kind: 'make-folder', argument: 0 },
  CreateTemp: { packages: ['os'], kind: 'temporary', argument: 0 },
  MkdirTemp: { packages: ['os'], kind: 'temporary', argument: 0 },
  TempFile: { packages: ['io/ioutil'], kind: 'temporary', argument: 0 },
  TempDir: { packages: ['io/ioutil'], kind: 'temporary', argument: 0 },
  ParseGlob: { packages: ['html/template', 'text/template'], kind: 'glob', argument: 0 },
  ParseFiles: { packages: ['html/template', 'text/template'], kind: 'read', argument: 0 },
  ServeFile: { packages: ['net/http'], kind: 'read', argument: 2 },
  Dir: { packages: ['net/http'], kind: 'folder', argument: 0 },
  LoadX509KeyPair: { packages: ['crypto/tls'], kind: 'read', argument: 0 },
});

/** Methods of routers and others that open files, where their package is imported. */
const METHODS: Readonly<Record<string, { readonly path: string; readonly kind: Kind; readonly argument: number }>> = table({
  LoadHTMLGlob: { path: 'github.com/gin-gonic/gin', kind: 'glob', argument: 0 },
  LoadHTMLFiles: { path: 'github.com/gin-gonic/gin', kind: 'read', argument: 0 },
  Static: { path: '', kind: 'folder', argument: 1 },
  StaticFile: { path: 'github.com/gin-gonic/gin', kind: 'read', argument: 1 },
});

export const FILE_WORDS = [
  ...Object.keys(OPENERS),
  ...Object.keys(METHODS),
  'OpenFile',
  'Load',
  'NewWithDatabaseInstance',
  'New',
  'Must',
  'FormFile',
  'ParseMultipartForm',
  'MultipartForm',
];

/** The file that a call opens; undefined where it opens none. */
export function fileOfCall(call: Node, { path, name, receiver }: Callee, evaluator: Evaluator): FileUse | undefined {
  const given = evaluator.argumentsOf(call);
  const opener = OPENERS[name];
  if (path !== undefined && opener?.packages.includes(path)) return use(opener.kind, given[opener.argument], call, `${lastPart(path)}.${name}`, evaluator);
  if (path === 'os' && name === 'OpenFile') {
    const mode = given[1] ? evaluator.sourceOf(given[1]) : '';
    const kind = /O_(?:CREATE|WRONLY|RDWR|APPEND)/.test(mode) ? 'write' : 'read';
    return use(kind, given[0], call, 'os.OpenFile', evaluator);
  }
  if (path === 'github.com/joho/godotenv' && (name === 'Load' || name === 'Overload')) {
    const text = given[0] ? evaluator.evaluate(given[0]) : [{ kind: 'constant' as const, text: '.env' }];
    return { kind: 'read', path: text, at: evaluator.spanOf(given[0] ?? call), by: 'godotenv.Load', fatal: endsProgram(call, evaluator) };
  }
  if (path?.startsWith('github.com/golang-migrate/migrate') && /^New/.test(name)) {
    const source = given[0] && evaluator.evaluate(given[0]);
    const [first, ...rest] = source ?? [];
    if (!given[0] || first?.kind !== 'constant' || !first.text.startsWith('file://')) return undefined;
    const text = [{ ...first, text: first.text.slice('file://'.length), at: undefined }, ...rest];
    return { kind: 'folder', path: text, at: evaluator.spanOf(given[0]), by: 'migrate', fatal: endsProgram(call, evaluator) };
  }
  if (name === 'Open' && path !== undefined && SQLITE_PACKAGES.test(path)) return sqlite(given[0], evaluator);
  if (path === 'database/sql' && name === 'Open' && given[0] && /^sqlite3?$/.test(evaluator.constant(given[0]) ?? '')) return sqlite(given[1], evaluator);
  // What is larger than some memory goes to the system's temporary folder (mime/multipart, ReadForm).
  const isUpload = receiver !== undefined && /^(?:FormFile|ParseMultipartForm|MultipartForm)$/.test(name) && SERVERS.some((one) => evaluator.imports(one));
  if (isUpload) return { kind: 'temporary', path: undefined, at: evaluator.spanOf(call), by: 'upload', fatal: false };
  const method = METHODS[name];
  if (method && receiver && (method.path === '' ? ROUTERS.some((one) => evaluator.imports(one)) : evaluator.imports(method.path))) {
    return use(method.kind, given[method.argument], call, name, evaluator);
  }
  return undefined;
}

const SERVERS = ['net/http', 'github.com/gin-gonic/gin', 'github.com/labstack/echo'];
const ROUTERS = ['github.com/gin-gonic/gin', 'github.com/labstack/echo', 'github.com/gofiber/fiber'];
const SQLITE_PACKAGES = /^(?:gorm\.io\/driver\/sqlite|github\.com\/glebarez\/sqlite)$/;

function use(kind: Kind, place: Node | undefined, call: Node, by: string, evaluator: Evaluator): FileUse | undefined {
  if (!place) return undefined;
  const path = evaluator.evaluate(place);
  // Where no folder is named, a temporary file goes to the system's.
  const text = kind === 'temporary' && path?.length === 1 && path[0]?.kind === 'constant' && path[0].text === '' ? undefined : path;
  const isLog =
    kind === 'write' && /\.log$/.test(path?.every((part) => part.kind === 'constant') ? path.map((part) => (part as { text: string }).text).join('') : '');
  return { kind: isLog ? 'log' : kind, path: text, at: evaluator.spanOf(place), by, fatal: endsProgram(call, evaluator) };
}

/** `file:app.db?cache=shared`, `app.db`, `:memory:`. */
function sqlite(place: Node | undefined, evaluator: Evaluator): FileUse | undefined {
  const text = place && evaluator.evaluate(place);
  const [first, ...rest] = text ?? [];
  if (
    !place ||
    first?.kind !== 'constant' ||
    /:memory:|mode=memory/.test(first.text) ||
    rest.some((part) => part.kind === 'constant' && part.text.includes('memory'))
  )
    return undefined;
  const path = first.text.replace(/^file:(?:\/\/)?/, '').replace(/\?.*$/, '');
  const isWhole = rest.length === 0 || first.text.includes('?');
  return {
    kind: 'sqlite',
    path: isWhole ? [{ kind: 'constant', text: path }] : [{ kind: 'constant', text: path }, ...rest],
    at: evaluator.spanOf(place),
    by: 'SQLite',
    fatal: true,
  };
}

/** zap writes to the files in `OutputPaths` where neither stdout nor stderr is among them. */
export function logFiles(evaluator: Evaluator, root: Node): FileUse[] {
  if (!evaluator.imports('go.uber.org/zap')) return [];
  return [...evaluator.text.matchAll(/\bOutputPaths\s*(?::|=)\s*(?=\[\]string\s*\{)/g)].flatMap((match) => {
    const literal = enclosing(root.descendantForIndex(match.index + match[0].length), 'composite_literal');
    const body = literal?.childForFieldName('body');
    const values = body?.namedChildren.flatMap((one) => (one ? [{ node: one, text: evaluator.constant(one) }] : [])) ?? [];
    if (values.some(({ text }) => text === undefined || text === 'stdout' || text === 'stderr')) return [];
    return values.map(
      ({ node, text }): FileUse => ({ kind: 'log', path: [{ kind: 'constant', text: text as string }], at: evaluator.spanOf(node), by: 'zap', fatal: false }),
    );
  });
}

/** True where the error of a call ends the program: `log.Fatal`, `panic`, `os.Exit` or `template.Must` close by. */
export function endsProgram(call: Node, evaluator: Evaluator): boolean {
  const before = evaluator.text.slice(Math.max(0, call.startIndex - 40), call.startIndex);
  const behind = evaluator.text.slice(call.endIndex, call.endIndex + 200).split(/\n\t?\}|\n\r?\n/)[0] ?? '';
  return (
    /\bMust\(\s*$/.test(before) ||
    /\b(?:log(?:ger)?\.(?:Fatal|Panic)\w*|panic|os\.Exit)\(/.test(behind) ||
    /LoadHTML\w+$/.test(evaluator.calleeOf(call)?.name ?? '')
  );
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
