import type { Node } from 'web-tree-sitter';
import type { Located, Span } from '../text/span';
import { environmentOfCall, FLAG_WORDS, flagOfCall, settingOfCall } from './configuration';
import { CONNECTION_WORDS, connectionOfCall, connectionOfLiteral, timeZoneOf } from './connections';
import { type Callee, Evaluator, enclosing } from './evaluate';
import { fillsStructs, mayHoldFields, readFieldValues, readResults } from './fields';
import { FILE_WORDS, fileOfCall, logFiles } from './files';
import type { GoGrammar } from './grammar';
import { readHead } from './head';
import { KOANF_WORDS, koanfLoad } from './koanf';
import { assignedListens, fieldsOf, LISTEN_WORDS, listenOfCall, listenOfLiteral } from './listens';
import { managerListens } from './manager';
import { readOptions, UNCLEAR_OPTIONS } from './options';
import { mayHaveRoutes, ROUTE_WORDS, routeOfCall } from './routes';
import type { Connection, EnvironmentRead, FileUse, FlagDefinition, GoSource, Listen, Mark, Route, SettingDefault, ViperNames } from './source';
import { readPlainFields, readPlainTags, readPrefixes, readTags } from './tags';
import { nameChange, VIPER_SETTERS, VIPER_WORDS, viperFile } from './viper';

/** Calls that are looked at by their name; what else a file holds is passed over without asking the tree. */
const WORDS = [
  ...LISTEN_WORDS,
  ...CONNECTION_WORDS,
  ...VIPER_WORDS,
  'Getenv',
  'LookupEnv',
  'MustGet',
  'LoadLocation',
  'Notify',
  'NotifyContext',
  'Shutdown',
  'ShutdownWithTimeout',
  'GracefulStop',
  'WithTimeout',
  'SetMode',
  'NewServer',
  'RegisterHealthServer',
  'InClusterConfig',
  'SetDefault',
  'NewFlagSet',
  'AutomaticEnv',
  'SetEnvPrefix',
  'SetEnvKeyReplacer',
  'BindEnv',
  'ReadInConfig',
  'MergeInConfig',
  'ReadConfig',
  'BindPFlag',
  'BindPFlags',
  'SetMemoryLimit',
  'GOMAXPROCS',
  'Process',
  'MustProcess',
];

/** Composite literals that are looked at. */
const LITERALS = /\b(?:http\.Server|(?:ctrl|manager|controllerruntime)\.Options|lumberjack\.Logger|redis\.(?:Universal)?Options)\s*\{/g;

const PLAIN = wordPattern([...WORDS, ...FILE_WORDS]);
const WITH_ROUTES = wordPattern([...WORDS, ...FILE_WORDS, ...ROUTE_WORDS]);
const FLAGS = wordPattern(FLAG_WORDS);
const KOANF = wordPattern(KOANF_WORDS);

/** A name in front of a parenthesis; helpers that read the environment go by their name alone. */
function wordPattern(words: readonly string[]): RegExp {
  return new RegExp(`\\b(?:(?:${[...new Set(words)].join('|')})|\\w*[eE]nv\\w*)(?=\\()`, 'g');
}

/** More calls than this are not looked at in one file. */
const MAX_CALLS = 2000;

/** Larger files are made by tools, whatever they say. */
const MAX_LENGTH = 600_000;

/** Reads a Go file. Without a grammar, or for generated files, only its head. Never throws. */
export function readGoSource(file: string, text: string, grammar: GoGrammar | undefined): GoSource {
  const head = readHead(file, text);
  if (!grammar || head.isTest || text.length > MAX_LENGTH || isGenerated(text)) return head;
  const places = [...placesOf(text, head)];
  const tags = readTags(file, text, '');
  const hasMain = mainOf(file, text, head.packageName);
  const shallow = {
    ...head,
    hasMain,
    environment: tags,
    prefixes: readPrefixes(text),
    environmentPrefix: optionPrefix(text),
    options: readOptions(file, text),
    plainFields: readPlainFields(text),
    fillsStructs: fillsStructs(text),
    marks: markText(file, text),
  };
  if (places.length === 0 && !mayHoldFields(text)) return shallow;
  return grammar.with(text, (tree) => readBody(shallow, text, tree.rootNode, places)) ?? shallow;
}

/** The mark of the Go project for generated files (https://go.dev/s/generatedcode). */
export function isGenerated(text: string): boolean {
  return /^\/\/ Code generated .* DO NOT EDIT\.$/m.test(text.slice(0, 4000));
}

function mainOf(file: string, text: string, packageName: string | undefined): Span | undefined {
  const match = packageName === 'main' ? /^func (main)\(\)/m.exec(text) : null;
  return match ? { file, start: match.index + 5, end: match.index + 9 } : undefined;
}

/** The prefix that `env.ParseWithOptions` gives to all variables (caarlos0/env); undefined for none, `*` for one that is not known. */
function optionPrefix(text: string): string | undefined {
  const own = [...text.matchAll(/\benv\.Options\{[^}]*?\bPrefix:\s*(?:"([^"\\\n]*)")?/g)].map((match) => match[1] ?? '*');
  const [first, ...others] = own;
  if (first === undefined || !text.includes('caarlos0/env')) return undefined;
  return others.length > 0 || /\benv\.(?:Parse|Must\(env\.Parse|ParseAs\[\w+\])\(/.test(text) ? '*' : first;
}

/** Facts for which the text is enough. */
function markText(file: string, text: string): Map<Mark, Span> {
  const marks = new Map<Mark, Span>();
  const https = /["`]https:\/\/(?!(?:schemas?|json-schema)\.)[\w.-]+\.[a-z]{2,}/.exec(text);
  if (https && /"net\/http"|resty|grpc|websocket/.test(text)) marks.set('tls', { file, start: https.index + 1, end: https.index + https[0].length });
  const expands = /\bos\.Expand(?:Env)?\(|\benvsubst\.|\binterpol/.exec(text);
  if (expands) marks.set('expands-variables', { file, start: expands.index, end: expands.index + expands[0].length });
  const unclear = UNCLEAR_OPTIONS.exec(text);
  if (unclear) marks.set('options-unclear', { file, start: unclear.index, end: unclear.index + unclear[0].length });
  // Handlers of the program's own, given to a server as a whole, may answer anything.
  const handler = /^func \([^)\n]*\) ServeHTTP\(|\bHandler:\s*http\.HandlerFunc\(|\bListenAndServe(?:TLS)?\([^)\n]*http\.HandlerFunc\(/m.exec(text);
  if (handler) marks.set('any-route', { file, start: handler.index, end: handler.index + handler[0].length });
  return marks;
}

function* placesOf(text: string, { imports }: GoSource): Iterable<{ index: number; isLiteral: boolean }> {
  const has = (pattern: RegExp) => imports.some(({ value }) => pattern.test(value));
  const routed = has(/^net\/http$|gin-gonic\/gin|labstack\/echo|go-chi\/chi|gofiber\/fiber|gorilla\/mux|julienschmidt\/httprouter/);
  for (const match of text.matchAll(routed ? WITH_ROUTES : PLAIN)) yield { index: match.index, isLiteral: false };
  if (has(/^flag$|spf13\/(?:pflag|cobra)/)) for (const match of text.matchAll(FLAGS)) yield { index: match.index, isLiteral: false };
  if (has(/knadh\/koanf/)) for (const match of text.matchAll(KOANF)) yield { index: match.index, isLiteral: false };
  for (const match of text.matchAll(LITERALS)) yield { index: match.index, isLiteral: true };
}

interface Facts {
  readonly listens: Listen[];
  readonly environment: EnvironmentRead[];
  readonly flags: FlagDefinition[];
  readonly settings: SettingDefault[];
  readonly viperNames: ViperNames[];
  readonly routes: Route[];
  readonly files: FileUse[];
  readonly connections: Connection[];
  readonly timeZones: Located<string>[];
  readonly shutdownTimeouts: Located<number>[];
  readonly marks: Map<Mark, Span>;
  /** The prefix that `envconfig.Process` gives to all tags of the file. */
  prefix: string;
}

function readBody(head: GoSource, text: string, root: Node, places: readonly { index: number; isLiteral: boolean }[]): GoSource {
  const evaluator = new Evaluator(head.file, text, root, head.imports);
  const facts: Facts = {
    listens: [],
    environment: [],
    flags: [],
    settings: [],
    viperNames: [],
    routes: [],
    files: [],
    connections: [],
    timeZones: [],
    shutdownTimeouts: [],
    marks: new Map(head.marks),
    prefix: '',
  };
  const routed = mayHaveRoutes(evaluator);
  const seen = new Set<number>();
  for (const { index, isLiteral } of places.slice(0, MAX_CALLS)) {
    const node = root.descendantForIndex(index);
    if (!node || seen.has(node.id)) continue;
    seen.add(node.id);
    if (isLiteral) readLiteral(node, evaluator, facts);
    else {
      const call = callNamedBy(node);
      const callee = call && evaluator.calleeOf(call);
      if (call && callee) readCall(call, callee, evaluator, facts, routed);
    }
  }
  const tags = facts.prefix === '' ? head.environment : readTags(head.file, text, facts.prefix);
  const logs = logFiles(evaluator, root);
  const configuration = viperFile(evaluator, root);
  const { prefix: _, ...found } = facts;
  facts.listens.push(...assignedListens(root, evaluator));
  const files = [...facts.files, ...logs, ...(configuration ? [configuration] : [])];
  // A field that a library fills by its name is no plain one, unless another struct has one of that name.
  const filled = facts.environment.flatMap(({ field }) =>
    field !== undefined && text.match(new RegExp(`^[ \\t]+${field}[ \\t]`, 'gm'))?.length === 1 ? field : [],
  );
  const plainFields = head.plainFields.filter(({ name }) => !filled.includes(name));
  const fields = { plainFields, fieldValues: readFieldValues(evaluator, root), results: readResults(evaluator, root) };
  return { ...head, ...found, ...fields, files, environment: [...tags, ...facts.environment] };
}

/** The call whose function is named by this node; undefined for words in comments, texts and declarations. */
function callNamedBy(node: Node): Node | undefined {
  const callee = node.type === 'identifier' ? node : node.type === 'field_identifier' && node.parent?.type === 'selector_expression' ? node.parent : undefined;
  const call = callee?.parent;
  return call?.type === 'call_expression' && call.childForFieldName('function')?.id === callee?.id ? call : undefined;
}

function readLiteral(node: Node, evaluator: Evaluator, facts: Facts): void {
  const literal = enclosing(node, 'composite_literal');
  const type = literal?.childForFieldName('type');
  if (!literal || !type || type.startIndex > node.startIndex || node.startIndex > type.endIndex) return;
  const name = evaluator.sourceOf(type);
  if (name === 'http.Server' && evaluator.imports('net/http')) {
    const listen = listenOfLiteral(literal, evaluator);
    if (listen) facts.listens.push(listen);
  } else if (name.endsWith('.Options') && !name.startsWith('redis.')) facts.listens.push(...managerListens(literal, evaluator));
  else if (name.startsWith('redis.')) addConnection(connectionOfLiteral(literal, evaluator), facts);
  else if (name === 'lumberjack.Logger') {
    const path = fieldsOf(literal, evaluator).find(({ key }) => key === 'Filename')?.value;
    if (path) facts.files.push({ kind: 'log', path: evaluator.evaluate(path), at: evaluator.spanOf(path), by: 'lumberjack', fatal: false });
  }
}

function addConnection(connection: Connection | undefined, facts: Facts): void {
  if (!connection) return;
  facts.connections.push(connection);
  const zone = timeZoneOf(connection);
  if (zone) facts.timeZones.push(zone);
}

function readCall(call: Node, callee: Callee, evaluator: Evaluator, facts: Facts, routed: boolean): void {
  const listen = listenOfCall(call, callee, evaluator);
  if (listen) facts.listens.push(listen);
  const read = environmentOfCall(call, evaluator);
  if (read) facts.environment.push(read);
  const flag = flagOfCall(call, callee, evaluator);
  if (flag) facts.flags.push(flag);
  else if (callee.path === 'flag' && (callee.name === 'NewFlagSet' || FLAG_WORDS.includes(callee.name))) mark('flags-unseen');
  const setting = settingOfCall(callee, call, evaluator);
  if (setting) facts.settings.push(setting);
  const loaded = koanfLoad(call, callee, evaluator);
  facts.settings.push(...(loaded?.settings ?? []));
  facts.viperNames.push(...(loaded?.names ?? []));
  for (const name of loaded?.marks ?? []) mark(name);
  const route = routed ? routeOfCall(call, callee, evaluator) : undefined;
  if (route?.kind === 'route') facts.routes.push(route.route);
  else if (route) mark('any-route');
  addConnection(connectionOfCall(call, callee, evaluator), facts);
  const file = fileOfCall(call, callee, evaluator);
  if (file) facts.files.push(file);
  readMark();

  function mark(name: Mark, at: Node = call): void {
    if (!facts.marks.has(name)) facts.marks.set(name, evaluator.spanOf(at));
  }

  function readMark(): void {
    const { path, name, receiver } = callee;
    const [first, second] = evaluator.argumentsOf(call);
    if (path === 'time' && name === 'LoadLocation' && first) {
      const zone = evaluator.constant(first);
      if (zone !== undefined) facts.timeZones.push({ value: zone, at: evaluator.spanOf(first) });
    } else if (path === 'os/signal') mark('signals');
    else if (receiver && /^(?:Shutdown(?:WithTimeout|WithContext)?|GracefulStop)$/.test(name)) mark('shutdown');
    else if (path === 'context' && name === 'WithTimeout' && second) readTimeout(call, second);
    else if (path === 'github.com/gin-gonic/gin' && name === 'SetMode') mark('gin-mode');
    else if (path === 'google.golang.org/grpc' && name === 'NewServer') mark('grpc-server');
    else if (path?.startsWith('google.golang.org/grpc/health') && name === 'RegisterHealthServer') mark('grpc-health');
    else if (path === 'k8s.io/client-go/rest' && name === 'InClusterConfig') mark('in-cluster');
    else if (VIPER_SETTERS.test(name) && evaluator.isViper(callee)) {
      if (name === 'AutomaticEnv') mark('automatic-environment');
      else if (/Config$/.test(name)) mark('configuration-file');
      else {
        const change = nameChange(name, first, evaluator);
        if (change) facts.viperNames.push(change);
        else mark('environment-names');
      }
    } else if (
      (path === 'runtime/debug' && name === 'SetMemoryLimit') ||
      (path === 'runtime' && name === 'GOMAXPROCS' && first && evaluator.sourceOf(first) !== '0')
    )
      mark('own-runtime-limits');
    else if (path === 'github.com/kelseyhightower/envconfig' && first) {
      const prefix = evaluator.constant(first);
      facts.prefix = prefix ? `${prefix.toUpperCase()}_` : '';
      const variable = second?.type === 'unary_expression' ? evaluator.sourceOf(second).slice(1) : second && evaluator.sourceOf(second);
      if (prefix !== undefined && variable !== undefined && /^\w+$/.test(variable))
        facts.environment.push(...readPlainTags(evaluator.spanOf(call).file, evaluator.text, facts.prefix, variable));
    } else if (receiver && name === 'ListenAndServe' && !first && !/\bhttp\.Server\s*\{[^}]*\bAddr\b/.test(evaluator.text)) mark('listens-unseen');
  }

  /** `ctx, cancel := context.WithTimeout(parent, 10*time.Second)`, and then `server.Shutdown(ctx)`. */
  function readTimeout(timeout: Node, duration: Node): void {
    const scope = enclosing(timeout, 'function_declaration', 'method_declaration', 'func_literal');
    const name = /(\w+)\s*,\s*\w+\s*:?=\s*$/.exec(evaluator.text.slice(Math.max(0, timeout.startIndex - 80), timeout.startIndex))?.[1];
    const match = /^(?:(\d+)\s*\*\s*)?time\.(Second|Minute)(?:\s*\*\s*(\d+))?$/.exec(evaluator.sourceOf(duration));
    const behind = evaluator.text.slice(timeout.endIndex, scope?.endIndex ?? timeout.endIndex);
    if (!match || name === undefined || !new RegExp(`\\.Shutdown(?:WithContext)?\\(\\s*${name}\\b`).test(behind)) return;
    const seconds = Number(match[1] ?? match[3] ?? 1) * (match[2] === 'Minute' ? 60 : 1);
    facts.shutdownTimeouts.push({ value: seconds, at: evaluator.spanOf(duration) });
  }
}
