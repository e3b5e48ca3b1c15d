import { scalarText } from '../fix/write-yaml';
import type { Project } from '../model/project';
import { schemaOf } from '../rules/schema/object-findings';
import { versionsOf } from '../schema/custom/custom-schema';
import { type Definition, definitionAt, type FieldFacts, newest, placeOf, type Segment } from '../schema/definition';
import { deprecatedField } from '../schema/deprecated-fields';
import type { MinorRange } from '../schema/object-schema';
import { allKinds, apiVersionOf, kindsNamed } from '../schema/pack';
import { isEnforced } from '../schema/required';
import { thirdPartyKinds } from '../schema/third-party';
import { homesOfKind, isServed } from '../schema/versions';
import type { Message } from '../text/message';
import type { Span } from '../text/span';
import type { Cursor } from './cursor';
import { describeField, type FieldDescription } from './field-facts';

/** A key or value that the definition of an object has at the cursor, and that all minors of the range take. */
export interface FieldOffer {
  readonly label: string;
  readonly kind: 'field' | 'value';
  /** What it takes, in a few words. */
  readonly detail: Message | undefined;
  readonly replaces: Span;
  readonly text: string;
  /** The text holds placeholders. */
  readonly isSnippet?: boolean;
  /** What is typed to find it. */
  readonly filter: string;
  readonly isDeprecated: boolean;
  readonly isRequired: boolean;
  readonly about: Pick<FieldDescription, 'facts' | 'text' | 'words' | 'link'> | undefined;
}

/** What the server itself writes, and what is only there for old clients. */
const NOT_WRITTEN = /^(?:status|managedFields|creationTimestamp|deletionTimestamp|deletionGracePeriodSeconds|generation|resourceVersion|selfLink|uid)$/;

/** What stands at the top of every object. */
const TOP = ['apiVersion', 'kind', 'metadata', 'spec'];

export function fieldOffersAt(cursor: Cursor, project: Project, range: MinorRange): FieldOffer[] {
  const { kind } = cursor.document.classification;
  // An apiVersion that is being typed belongs to nobody yet.
  if (!['kubernetes', 'list', 'patch', 'empty', 'other', 'configuration'].includes(kind)) return [];
  const type = typeOffers(cursor, project, range);
  if (type || kind === 'configuration') return type ?? [];
  const { object, way } = cursor;
  const schema = object && kind !== 'other' ? schemaOf(object, project) : undefined;
  if (!object || !schema) return topOffers(cursor);
  const steps = way.map(String);
  const values = cursor.position !== 'key' ? valueOffers(schema.root, steps, cursor, range) : [];
  const keys = cursor.position === 'value' ? [] : keyOffers(definitionAt(schema.root, steps), cursor, range);
  return [...values, ...keys];
}

function keyOffers(owner: Definition | undefined, cursor: Cursor, range: MinorRange): FieldOffer[] {
  if (!owner) return [];
  return [...owner.fields.values()].flatMap((field): FieldOffer[] => {
    if (NOT_WRITTEN.test(field.name) || cursor.siblings.includes(field.name) || !isServed(field, range)) return [];
    const old = deprecatedField(owner.name, field.name);
    const about = describeField(owner, field, range);
    return [
      {
        label: field.name,
        kind: 'field',
        detail: about.facts[0],
        replaces: cursor.word,
        ...(cursor.json ? jsonKey(field.name, outerShape(newest(field)), cursor) : { text: keyText(field, cursor), filter: field.name }),
        isDeprecated: old !== undefined && old.deprecated <= range.to,
        isRequired: (newest(field)?.required ?? false) && isEnforced(owner, field.name),
        about,
      },
    ];
  });
}

/** The key, and what leads to where its value is typed. */
function keyText(field: FieldFacts, { hasColon, flow, column }: Cursor): string {
  const segment = newest(field);
  const name = scalarText(field.name, flow);
  if (hasColon) return name;
  if (flow || !segment) return `${name}: `;
  const below = `${name}:\n${' '.repeat(column + 2)}`;
  if (segment.wraps.startsWith('[')) return `${below}- `;
  return segment.wraps.startsWith('{') || segment.leaf === 'object' ? below : `${name}: `;
}

/** The key in quotes, and brackets or quotes around where its value is typed. */
function jsonKey(name: string, outer: string | undefined, { hasColon, behind, typed }: Cursor): Pick<FieldOffer, 'text' | 'filter' | 'isSnippet'> {
  const key = JSON.stringify(name);
  const filter = typed.startsWith('"') ? key : name;
  if (hasColon) return { text: key, filter };
  const value = outer === '[' ? '[$0]' : outer === '{' || outer === 'object' ? '{$0}' : outer !== undefined && IN_QUOTES.has(outer) ? '"$0"' : '$0';
  return { text: `${snippetText(key)}: ${value}${behind}`, filter, isSnippet: true };
}

/** What a value begins with: a list, a map, or what its leaf is. */
function outerShape(segment: Segment | undefined): string | undefined {
  return segment?.wraps[0] ?? segment?.leaf;
}

const IN_QUOTES: ReadonlySet<string> = new Set(['string', 'quantity', 'time', 'bytes']);

function snippetText(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** The values of a closed list, and truth values. */
function valueOffers(root: Definition, steps: readonly string[], cursor: Cursor, range: MinorRange): FieldOffer[] {
  const place = placeOf(root, steps);
  const segment = place && newest(place.field);
  if (!place || !segment || place.depth !== segment.wraps.length) return [];
  const about = describeField(place.definition, place.field, range);
  if (segment.leaf === 'boolean') return ['true', 'false'].map((value) => ({ ...toValue(value, value, cursor, about), text: value + cursor.behind }));
  const allowed = place.field.allowed?.filter(({ since }) => since <= range.from) ?? [];
  return allowed.map(({ value }) => toValue(value, scalarText(value, cursor.flow), cursor, about));
}

function toValue(label: string, plain: string, { word, typed, json, behind }: Cursor, about?: FieldOffer['about']): FieldOffer {
  const quote = /^["']/.exec(typed)?.[0] ?? '';
  return {
    label,
    kind: 'value',
    detail: undefined,
    replaces: word,
    text: json ? JSON.stringify(label) + behind : quote === '' ? plain : `${quote}${label}${quote}`,
    filter: `${quote}${label}`,
    isDeprecated: false,
    isRequired: false,
    about,
  };
}

/** `kind` and `apiVersion` at the top of a document, each legal beside the other. */
function typeOffers(cursor: Cursor, project: Project, range: MinorRange): FieldOffer[] | undefined {
  const { position, path, key, map } = cursor;
  if (position !== 'value' || path.length !== 1 || (key !== 'kind' && key !== 'apiVersion')) return undefined;
  const served = allKinds().filter((facts) => isServed(facts, range));
  const others = [...definedKinds(project), ...thirdPartyKinds()];
  if (key === 'kind') {
    const apiVersion = map?.string('apiVersion')?.value;
    const own = served.filter((facts) => apiVersion === undefined || apiVersion === '' || apiVersionOf(facts) === apiVersion).map(({ kind }) => kind);
    const foreign = others.filter((facts) => apiVersionOf(facts) === apiVersion).map(({ kind }) => kind);
    return unique([...own, ...foreign]).map((kind) => toValue(kind, kind, cursor));
  }
  const kind = map?.string('kind')?.value;
  if (kind === undefined || kind === '') return unique(served.map(apiVersionOf)).map((one) => toValue(one, one, cursor));
  const homes = kindsNamed(kind).length > 0 ? homesOfKind(kind, range).filter((facts) => isServed(facts, range)) : [];
  const foreign = others.filter((facts) => facts.kind === kind);
  return unique([...homes, ...foreign].map(apiVersionOf)).map((one) => toValue(one, one, cursor));
}

/** The kinds that CustomResourceDefinitions of the workspace make. */
function definedKinds(project: Project): { readonly group: string; readonly version: string; readonly kind: string }[] {
  return project.objects('CustomResourceDefinition').flatMap(({ value }) => {
    const group = value.string('spec', 'group')?.value;
    const kind = value.string('spec', 'names', 'kind')?.value;
    if (group === undefined || kind === undefined) return [];
    return versionsOf(value).flatMap(({ name, served }) => (served ? [{ group, version: name, kind }] : []));
  });
}

/** The first keys of an object, where nothing stands that no object has. */
function topOffers(cursor: Cursor): FieldOffer[] {
  const { position, path, siblings, hasColon, document } = cursor;
  const isBegun = siblings.length > 0 || document.classification.kind !== 'other' || cursor.typed !== '';
  if (position === 'value' || path.length > 0 || !isBegun || !siblings.every((one) => TOP.includes(one))) return [];
  return TOP.filter((one) => !siblings.includes(one)).map((one) => {
    const isMap = one === 'metadata' || one === 'spec';
    const offer: FieldOffer = { ...toValue(one, '', cursor), kind: 'field' };
    if (cursor.json) return { ...offer, ...jsonKey(one, isMap ? 'object' : 'string', cursor) };
    return { ...offer, text: hasColon ? one : isMap ? `${one}:\n  ` : `${one}: ` };
  });
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
