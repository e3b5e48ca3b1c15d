import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { corpusFiles } from '../corpus';
import { Random } from '../random';
import { manifests, serviceManifests } from './manifests';

export const DOCUMENTS = 10_000;

/**
 * Writes a workspace of 10,000 documents: a file of 1,000 lines, one of 2 MB, and the given real files as often as it
 * takes, each time with other names, or generated ones.
 */
export function writeWorkspace(folder: string): { readonly files: number; readonly documents: number; readonly given: boolean } {
  const texts = [...corpusFiles(/\.ya?ml$/)].map(({ text }) => text).filter((text) => /^kind:/m.test(text) && !text.includes('{{') && text.length < 60_000);
  const given = texts.length > 0;
  const long = linesOf(1000);
  const large = textOf(2 * 1024 * 1024);
  write(folder, 'long.yaml', long);
  write(folder, 'large.yaml', large);
  let files = 2;
  let documents = documentsIn(long) + documentsIn(large);
  for (const text of given ? realTexts(texts) : generatedTexts()) {
    if (documents >= DOCUMENTS) break;
    write(folder, `app${files % 170}/group${files % 17}/file${files}.yaml`, text);
    documents += documentsIn(text);
    files++;
  }
  return { files, documents, given };
}

function documentsIn(text: string): number {
  return text.match(/^kind:/gm)?.length ?? 0;
}

function* realTexts(texts: readonly string[]): Iterable<string> {
  for (let round = 0; ; round++) {
    for (const text of texts) yield round === 0 ? text : text.replaceAll(/^(\s*name: )([a-z][\w-]*)$/gm, `$1$2-${round}`);
  }
}

function* generatedTexts(): Iterable<string> {
  const random = new Random(1);
  for (let number = 1; ; number++) {
    const documents = serviceManifests(random, number);
    // Some keep all that belongs together in one file, others one object a file.
    if (random.once(2)) yield documents.join('---\n');
    else yield* documents;
  }
}

function linesOf(lines: number): string {
  return `${manifests(100, 2).join('---\n').split('\n').slice(0, lines).join('\n')}\n`;
}

function textOf(length: number): string {
  const documents: string[] = [];
  for (let size = 0; size < length; ) {
    const more = manifests(500, 3 + documents.length);
    documents.push(...more.map((text) => text.replaceAll(/(name|app): (\w+-\d+)/g, `$1: $2-l${documents.length}`)));
    size += more.join('---\n').length;
  }
  const text = documents.join('---\n');
  return text.slice(0, text.lastIndexOf('\n---\n', length + 20_000) + 1);
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
