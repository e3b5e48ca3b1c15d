import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Language } from '../engine/settings';
import type { Translate } from '../text/message';
import { type Page, parsePage } from './page';

/** The rules' pages and translations, read when they are first asked for: from the build's files, or from source. */
let pages: Readonly<Record<string, BuiltPage>> | undefined;
let translations: Readonly<Record<string, string>> | undefined;

interface BuiltPage {
  /** The folder of the rule. */
  readonly area: string;
  readonly text: string;
}

/** The page of a rule as Markdown. */
export function pageText(id: string): string | undefined {
  return built(id)?.text;
}

/** Where the page of a rule can be read on the web. */
export function pageUrl(id: string): string {
  return `https://github.com/seaworthy-dev/seaworthy/blob/main/server/src/rules/${built(id)?.area ?? '.'}/${id}.md`;
}

function built(id: string): BuiltPage | undefined {
  pages ??= readBuilt<BuiltPage>('pages.json') ?? readSources();
  return Object.hasOwn(pages, id) ? pages[id] : undefined;
}

export function pageOf(id: string): Page | undefined {
  const text = pageText(id);
  return text === undefined ? undefined : parsePage(text);
}

/** How to say messages in a language; undefined for English, in which they are written. */
export function translator(language: Language): Translate | undefined {
  if (language === 'en') return undefined;
  translations ??= readBuilt<string>('zh-cn.json') ?? readSourceTranslations();
  const known = translations;
  return (template) => (Object.hasOwn(known, template) ? known[template] : undefined);
}

/**
 * The first words in backticks below "What you see" that somebody sees: what kubectl or docker prints, not that they are
 * called. Two backticks surround words that hold some. None where the page says that there is nothing to see, or that it depends.
 */
export function symptomOf(page: Page): string | undefined {
  const said = (page.sections.get('What you see') ?? '').trim().replaceAll(/\s+/g, ' ');
  if (/^(?:Nothing|It depends)\b/.test(said)) return undefined;
  const quoted = said.matchAll(/(?<!`)(`{1,2})(?!`)(.+?)(?<!`)\1(?!`)/g);
  return [...quoted].map(([, , words = '']) => words.trim()).find((words) => !COMMAND.test(words));
}

const COMMAND = /^(?:kubectl|docker|kustomize|istioctl|apt-get|rm)(?:$| [^:]*$)/;

function readBuilt<T>(name: string): Record<string, T> | undefined {
  const file = join(__dirname, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, T>) : undefined;
}

function readSources(): Record<string, BuiltPage> {
  const folder = join(process.cwd(), 'server/src/rules');
  const found: Record<string, BuiltPage> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.md')) continue;
    const place = entry.parentPath ?? entry.path;
    found[entry.name.slice(0, -3)] = { area: basename(place), text: readFileSync(join(place, entry.name), 'utf8') };
  }
  return found;
}

function readSourceTranslations(): Record<string, string> {
  const found = JSON.parse(readFileSync(join(process.cwd(), 'l10n/bundle.l10n.zh-cn.json'), 'utf8')) as Record<string, string>;
  for (const { text } of Object.values(readSources())) for (const [template, translated] of parsePage(text).translations) found[template] = translated;
  return found;
}
