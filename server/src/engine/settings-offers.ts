import { scalarText } from '../fix/write-yaml';
import { DEFAULT_RANGE, KNOWN_VERSIONS, showRange } from '../model/kubernetes-range';
import type { ProjectIndex } from '../model/project-index';
import type { Message } from '../text/message';
import { folderOf, relativePath } from '../text/path';
import type { Analysis } from './analysis';
import type { Cursor } from './cursor';
import { settingsSchema } from './describe-settings';
import { type FieldDescription, keyAt } from './field-facts';
import type { FieldOffer } from './field-offers';

/** What a part of the JSON schema of `.seaworthy.yaml` says. */
interface Schema {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
}

/** Keys and values that can stand at the cursor in a `.seaworthy.yaml`. */
export function settingsOffersAt(cursor: Cursor, project: ProjectIndex): FieldOffer[] {
  const { position, path } = cursor;
  const schema = schemaAt(path);
  if (!schema) return [];
  const keys = position === 'value' ? [] : [...Object.entries(schema.properties ?? {}), ...imageNames(path, project)];
  const values = position === 'key' ? [] : [...(schema.enum ?? []), ...versions(path), ...dockerfiles(path, cursor, project)];
  return [
    ...keys.filter(([name]) => !cursor.siblings.includes(name)).map(([name, own]) => toKey(name, own, cursor)),
    ...values.map((value) => toValue(value, schema, cursor)),
  ];
}

/** What is known of the key at a place of a `.seaworthy.yaml`. */
export function describeSettingAt(analysis: Analysis, file: string, offset: number): FieldDescription | undefined {
  const [document] = analysis.documentsOf(file);
  if (document?.classification.kind !== 'settings' || !document.root) return undefined;
  const found = keyAt(document.root, offset);
  const description = found && schemaAt([...found.steps, found.name])?.description;
  if (!found || description === undefined) return undefined;
  return { at: found.at, title: [...found.steps, found.name].join('.'), ...about(description) };
}

function schemaAt(path: readonly (string | number)[]): Schema | undefined {
  let at: Schema | undefined = settingsSchema() as Schema;
  for (const step of path) {
    const others: Schema | boolean | undefined = at?.additionalProperties;
    at = at?.items ?? (Object.hasOwn(at?.properties ?? {}, step) ? at?.properties?.[step] : typeof others === 'object' ? others : undefined);
  }
  return at;
}

/** Ranges first, since most people mean several; then each version. */
function versions([key]: Cursor['path']): string[] {
  if (key !== 'kubernetes') return [];
  const { from, to } = KNOWN_VERSIONS;
  const single = Array.from({ length: to - from + 1 }, (_, index) => showRange({ from: to - index, to: to - index }));
  return [showRange(DEFAULT_RANGE), ...single];
}

/** The images that the workspace runs and may build. */
function imageNames([key, ...rest]: Cursor['path'], project: ProjectIndex): [string, Schema][] {
  if (key !== 'images' || rest.length > 0) return [];
  const names = project.documents
    .flatMap(({ objects }) => objects)
    .flatMap((object) => project.containersOf(object))
    .flatMap(({ image, pod }) => {
      const name = image?.value.replace(/(?:@.*|:[^/:]*)$/, '');
      return name !== undefined && project.links.candidatesFor(name, pod.owner.file).length > 0 ? [name] : [];
    });
  return [...new Set(names)].map((name) => [name, { type: 'string' }]);
}

function dockerfiles([key, name]: Cursor['path'], { word }: Cursor, project: ProjectIndex): string[] {
  return key === 'images' && name !== undefined ? project.dockerfiles.map(({ file }) => relativePath(folderOf(word.file), file)) : [];
}

function toKey(name: string, { type, description }: Schema, { hasColon, flow, column, word }: Cursor): FieldOffer {
  const key = scalarText(name, flow);
  const below = `${key}:\n${' '.repeat(column + 2)}`;
  const text = hasColon ? key : flow ? `${key}: ` : type === 'object' ? below : type === 'array' ? `${below}- ` : `${key}: `;
  return { ...offer(name, text, name, description), kind: 'field', replaces: word };
}

function toValue(value: string, { description }: Schema, { typed, word }: Cursor): FieldOffer {
  const quote = /^["']/.exec(typed)?.[0] ?? '';
  // Words such as `off` count as they are written here; what looks like a number is easier to read in quotes.
  const text = quote !== '' ? `${quote}${value}${quote}` : /^[\d.]+$/.test(value) ? `"${value}"` : value;
  return { ...offer(value, text, `${quote}${value}`, description), kind: 'value', replaces: word };
}

function offer(label: string, text: string, filter: string, description: string | undefined): Omit<FieldOffer, 'kind' | 'replaces'> {
  return { label, text, filter, detail: undefined, isDeprecated: false, isRequired: false, about: description === undefined ? undefined : about(description) };
}

function about(description: string): Pick<FieldDescription, 'facts' | 'text' | 'words' | 'link'> {
  const said: Message = { template: description, values: [] };
  return { facts: [said], text: undefined, words: undefined, link: undefined };
}
