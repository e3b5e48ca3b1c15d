import type { Located } from '../text/span';
import type { GoImport, GoSource } from './source';

/** What a Go file tells without a grammar: its package, imports, directives and plain constants. */
export function readHead(file: string, text: string): GoSource {
  return {
    file,
    packageName: /^package\s+(\w+)/m.exec(text)?.[1],
    isTest: file.endsWith('_test.go'),
    hasMain: undefined,
    imports: readImports(file, text),
    buildConstraint: /^\/\/go:build[ \t]+(.+?)[ \t]*$/m.exec(text)?.[1],
    embeds: readEmbeds(file, text),
    constants: readConstants(text),
    listens: [],
    environment: [],
    prefixes: [],
    environmentPrefix: undefined,
    flags: [],
    settings: [],
    viperNames: [],
    options: [],
    plainFields: [],
    fieldValues: [],
    results: [],
    fillsStructs: false,
    routes: [],
    files: [],
    connections: [],
    timeZones: [],
    marks: new Map(),
    shutdownTimeouts: [],
  };
}

/** Imports stand between the package clause and the first declaration, so a scan of lines finds them all. */
function readImports(file: string, text: string): GoImport[] {
  const imports: GoImport[] = [];
  const spec = /^(?:import[ \t]+)?(?:([\w.]+)[ \t]+)?(["`])([^"`\n]+)\2/;
  let start = 0;
  let inside = false;
  let commented = false;
  while (start < text.length) {
    const feed = text.indexOf('\n', start);
    const line = text.slice(start, feed < 0 ? text.length : feed);
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
    if (feed < 0) break;
    start = feed + 1;
  }
  return imports;
}

/** The package name that a path suggests: its last part, major-version suffixes left out. */
function lastPart(path: string): string {
  const parts = path.split('/');
  const last = parts.at(-1) ?? path;
  return (/^v\d+$/.test(last) && parts.length > 1 ? (parts.at(-2) as string) : last).replace(/\.v\d+$/, '').replace(/^go-/, '');
}

function readEmbeds(file: string, text: string): Located<string>[] {
  if (!text.includes('//go:embed ')) return [];
  return [...text.matchAll(/^\/\/go:embed[ \t]+(.+)$/gm)].flatMap((line) => {
    const offset = line.index + line[0].length - (line[1] as string).length;
    return [...(line[1] as string).matchAll(/"([^"]+)"|`([^`]+)`|(\S+)/g)].map((word) => {
      const start = offset + word.index;
      return { value: (word[1] ?? word[2] ?? word[3]) as string, at: { file, start, end: start + word[0].length } };
    });
  });
}

/** Constants at the top of the file that are one literal: `const port = "8080"`, by themselves or in a block. */
function readConstants(text: string): ReadonlyMap<string, string> {
  const constants = new Map<string, string>();
  const add = (source: string) => {
    const match = /^[ \t]*(\w+)(?:[ \t]+(?:string|u?int\d*))?[ \t]*=[ \t]*(?:"([^"\\\n]*)"|(\d+))[ \t]*(?:\/\/.*)?$/.exec(source);
    if (match) constants.set(match[1] as string, (match[2] ?? match[3]) as string);
  };
  for (const match of text.matchAll(/^const[ \t]+(?:\(([\s\S]*?)^\)|([^(\n]+)$)/gm)) {
    for (const line of (match[2] ?? match[1] ?? '').split(/\r?\n|\r$/)) add(line);
  }
  return constants;
}
