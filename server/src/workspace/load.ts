import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import picomatch from 'picomatch';
import { Analysis } from '../engine/analysis';
import { Configuration, type FolderSettings } from '../engine/configuration';
import { fileKind, textToKeep } from '../engine/file-kind';
import { DEFAULT_SETTINGS, type Settings } from '../engine/settings';
import { strayPatterns } from '../engine/stray-patterns';
import { ONE_CHECK, TreeKeeper } from '../engine/tree-keeper';
import { LineIndex } from '../text/line-index';
import { type Message, message } from '../text/message';
import { baseName, folderOf, relativePath } from '../text/path';
import { committedTexts } from './committed';
import { readDefinitions } from './definitions';
import { type Discovered, discover } from './discover';
import { CONFIGURATION_NAMES, configurationsAbove, isConfiguration, projectRoot, readConfiguration } from './find-configuration';
import { loadGoGrammar } from './go-grammar';
import { listFolder } from './list-folder';
import { explainUnread, type ReadText, readText, type Unread } from './read-text';
import { fromSystemPath, toSystemPath } from './system-path';

/** What is to be checked, and how. */
export interface LoadRequest {
  /** Files and folders as the user wrote them. */
  readonly paths: readonly string[];
  readonly workingFolder: string;
  /** A configuration file that stands for all others. */
  readonly configuration: string | undefined;
  /** Settings that win over every configuration file. */
  readonly overrides: Partial<Settings>;
  /** A text that stands for a file, whether or not the file exists. */
  readonly standIn: { readonly path: string; readonly text: string } | undefined;
  /** The commit that the files are compared with. */
  readonly since?: string | undefined;
  /** Whether reports show paths as seen from the working folder even where one folder alone is checked. */
  readonly fromWorkingFolder?: boolean;
}

/** A project in memory, ready to be asked. */
export interface Loaded {
  readonly analysis: Analysis;
  /** The files whose reports are wanted, in order. */
  readonly targets: readonly string[];
  /** Paths in reports are shown relative to this folder. */
  readonly base: string;
  /** What could not be read, and what is wrong with configuration files that are not checked themselves. */
  readonly problems: readonly LoadProblem[];
  /** Texts as they were read, with what a byte order mark in front of them. */
  readonly byteOrderMarks: ReadonlySet<string>;
  /** Files with bytes that are no UTF-8, with the first line that has one. They are checked, and never written: that would lose those bytes. */
  readonly notUtf8: ReadonlyMap<string, number>;
}

export interface LoadProblem {
  readonly message: Message;
  /** False where everything was read and only a setting makes no sense. */
  readonly isFatal: boolean;
}

/** Reads everything that a check of some paths needs. Never throws for what it finds on the disk. */
export async function load(request: LoadRequest): Promise<Loaded> {
  const problems: LoadProblem[] = [];
  const fail = (said: Message) => problems.push({ message: said, isFatal: true });
  const targets = new Set<string>();
  const folders: string[] = [];
  const files: string[] = [];
  for (const path of request.paths) {
    const absolute = resolve(request.workingFolder, path);
    const kind = kindOf(absolute);
    if (kind === 'missing' && request.standIn && resolve(request.workingFolder, request.standIn.path) === absolute) files.push(absolute);
    else if (kind === 'missing') fail(message`There is no file or folder ${path}.`);
    else if (kind === 'folder') folders.push(absolute);
    else files.push(absolute);
  }
  const [only, ...others] = folders;
  const isOneFolder = only !== undefined && others.length === 0 && files.length === 0;
  const base = fromSystemPath(isOneFolder && !request.fromWorkingFolder ? only : request.workingFolder);
  const context = new Set<string>();
  const discovered: Discovered[] = [];
  for (const folder of folders) {
    const found = discover(folder);
    discovered.push(found);
    for (const file of found.files) targets.add(file);
    for (const path of found.denied) fail(message`The folder ${relativePath(base, path)} cannot be read.`);
  }
  for (const file of files) targets.add(fromSystemPath(file));
  // Files alone are checked with the rest of their project around them, so that what they name is found.
  const rootOf = new Map(files.map((file) => [file, projectRoot(dirname(file))]));
  const roots = new Set([...rootOf.values()].filter((root) => root !== undefined));
  const partial = folders.length === 0 && [...rootOf.values()].some((root) => root === undefined);
  for (const root of roots) {
    const found = discover(root);
    discovered.push(found);
    for (const file of found.files) context.add(file);
  }
  const all = [...new Set([...targets, ...context])].sort();
  const starts = [...folders, ...files.map((file) => dirname(file))];
  const configurations = [...discovered.flatMap((one) => one.odd), ...all.filter(isConfiguration)];
  const { configuration, unread } = configure(request, configurations, starts, partial);
  // What is checked itself is reported with the rest.
  for (const [file, read] of unread)
    if (!targets.has(file)) fail(message`${explainUnread(request.configuration ?? relativePath(base, file), read)} Its settings do not apply.`);
  const wanted = [...targets].sort().filter((file) => !isIgnored(file, configuration));
  const analysis = new Analysis(configuration, undefined, new TreeKeeper(ONE_CHECK));
  analysis.leaveOut((path) => discovered.every((one) => one.leavesOut(path)) || isIgnored(path, configuration));
  const listed = [...folders, ...roots].map(fromSystemPath);
  // Nothing is watched here: what lies in a folder is looked up once.
  const listings = new Map<string, readonly string[] | undefined>();
  analysis.listWith((folder) => {
    if (!listings.has(folder)) listings.set(folder, listFolder(folder, listed));
    return listings.get(folder);
  });
  const ignoring = new Map(all.map((file) => configuration.ignoreOf(file)).map(({ folder, patterns }) => [`${folder}\0${patterns}`, { folder, patterns }]));
  for (const { folder, patterns } of ignoring.values()) {
    for (const { pattern, meant } of strayPatterns(folder, patterns, (inner) => listFolder(inner, listed)))
      problems.push({ message: message`The pattern ${pattern} in ${'ignore'} fits to no file; did you mean ${meant}?`, isFatal: false });
  }
  const byteOrderMarks = new Set<string>();
  const notUtf8 = new Map<string, number>();
  for (const file of all) {
    if (isIgnored(file, configuration)) continue;
    const read = readOrStandIn(file, request);
    if (read.kind === 'text') {
      analysis.setFile(file, textToKeep(file, read.text), targets.has(file) ? kindOfTarget(file) : undefined);
      if (read.byteOrderMark) byteOrderMarks.add(file);
      if (read.notUtf8 !== undefined) notUtf8.set(file, read.notUtf8);
    } else if (targets.has(file)) fail(explainUnread(relativePath(base, file), read));
  }
  const definitions = readDefinitions(configuration.definitions);
  analysis.useDefinitions(definitions.texts);
  for (const path of definitions.missing) fail(message`There is no file or folder ${relativePath(base, path)}.`);
  if (all.some((file) => file.endsWith('.go'))) analysis.useGrammar(await loadGoGrammar());
  if (request.since !== undefined) {
    const committed = await committedTexts(
      all.filter((file) => analysis.kindOf(file) === 'yaml'),
      request.since,
    );
    if ('template' in committed) fail(committed);
    else for (const [file, text] of committed) if (text !== analysis.textOf(file)) analysis.setCommitted(file, text);
  }
  problems.push(...wanted.flatMap((file) => encodingProblem(file, notUtf8.get(file), analysis, base)));
  problems.push(...configurationProblems(request, wanted, analysis, base));
  return { analysis, targets: wanted.filter((file) => analysis.has(file)), base, problems, byteOrderMarks, notUtf8 };
}

/** The configuration of all files, and what of it could not be read; `files` are the configurations that were found below. */
function configure(
  { configuration, overrides, workingFolder }: LoadRequest,
  files: readonly string[],
  starts: readonly string[],
  partial: boolean,
): { readonly configuration: Configuration; readonly unread: ReadonlyMap<string, Unread> } {
  const unread = new Map<string, Unread>();
  const read = (path: string, folder?: string): readonly FolderSettings[] => {
    const text = readText(toSystemPath(path));
    if (text.kind !== 'text') unread.set(path, text);
    const own = text.kind === 'text' ? readConfiguration(path, text.text, folder) : undefined;
    return own ? [own] : [];
  };
  if (configuration !== undefined) {
    const [own] = read(fromSystemPath(resolve(workingFolder, configuration)), '/');
    return { configuration: new Configuration({ ...DEFAULT_SETTINGS, ...own?.settings }, [], overrides, partial), unread };
  }
  const above = starts.flatMap(configurationsAbove);
  const folders = [...new Set([...files, ...above])].flatMap((file) => read(file));
  return { configuration: new Configuration(DEFAULT_SETTINGS, folders, overrides, partial), unread };
}

/** What is wrong with the configuration files that hold, where the check itself does not report it. */
function configurationProblems(
  { configuration, overrides, workingFolder }: LoadRequest,
  targets: readonly string[],
  analysis: Analysis,
  base: string,
): LoadProblem[] {
  const holding = targets.map((file) => analysis.configurationOf(file));
  const files = configuration === undefined ? new Set(holding) : [fromSystemPath(resolve(workingFolder, configuration))];
  const isReported = (file: string) => targets.includes(file) && overrides.rules?.get('setting-invalid') !== 'off' && configuration === undefined;
  return [...files].flatMap((file) => (file === undefined || isReported(file) ? [] : problemsOf(file, relativePath(base, file))));
}

/** kubectl refuses a file with such bytes wherever they stand; Docker may build it, since most likely they are in a comment. */
function encodingProblem(file: string, line: number | undefined, analysis: Analysis, base: string): readonly LoadProblem[] {
  if (line === undefined) return [];
  const isManifest = analysis.documentsOf(file).some(({ classification }) => classification.kind === 'kubernetes');
  if (!isManifest && analysis.kindOf(file) !== 'dockerfile') return [];
  return [
    {
      message: message`${relativePath(base, file)}, line ${line}: ${message`This is not UTF-8, and is checked without the letters that are not.`}`,
      isFatal: isManifest,
    },
  ];
}

function problemsOf(file: string, name: string): LoadProblem[] {
  const read = readText(toSystemPath(file));
  if (read.kind !== 'text') return [];
  // Under the name by which configurations are known.
  const known = `${folderOf(file)}/${CONFIGURATION_NAMES[0]}`;
  const own = new Analysis();
  own.setFile(known, read.text);
  const lines = new LineIndex(read.text);
  const faults = own.reportsOf(known).filter(({ severity }) => severity === 'error' || severity === 'warning');
  return faults.map(({ severity, at, message: said }) => ({
    message: message`${name}, line ${lines.position(at.start).line + 1}: ${said}`,
    isFatal: severity === 'error',
  }));
}

/** True where a configuration's `ignore` covers the file. The configuration itself is always looked at. */
export function isIgnored(file: string, configuration: Configuration): boolean {
  const { folder, patterns } = configuration.ignoreOf(file);
  if (patterns.length === 0 || CONFIGURATION_NAMES.includes(baseName(file))) return false;
  const relative = file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file;
  const matches = matchers.get(patterns) ?? picomatch(patterns.flatMap((pattern) => [pattern, `${pattern.replace(/\/$/, '')}/**`]) as string[], { dot: true });
  matchers.set(patterns, matches);
  return matches(relative);
}

/** Patterns as functions, made once for each list of them. */
const matchers = new WeakMap<readonly string[], (path: string) => boolean>();

function readOrStandIn(file: string, { standIn, workingFolder }: LoadRequest): ReadText {
  if (standIn && fromSystemPath(resolve(workingFolder, standIn.path)) === file) return { kind: 'text', text: standIn.text, byteOrderMark: false };
  return readText(toSystemPath(file));
}

/** A file that is named on the command line is read as YAML where its name says nothing. */
function kindOfTarget(file: string) {
  const kind = fileKind(file);
  return kind === 'other' || kind === 'json' ? 'yaml' : kind;
}

function kindOf(path: string): 'file' | 'folder' | 'missing' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    // Whatever keeps us from looking, for the user the path is not there; reading it says why.
    return 'missing';
  }
}
