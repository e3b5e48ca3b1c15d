import { KNOWN_VERSIONS } from '../model/kubernetes-range';
import type { KubeObject } from '../model/object';
import { schemaOf } from '../rules/schema/object-findings';
import { type Definition, definitionAt, type FieldFacts, newest, type Segment } from '../schema/definition';
import { deprecatedField } from '../schema/deprecated-fields';
import { lifecycleOf } from '../schema/lifecycle';
import type { MinorRange } from '../schema/object-schema';
import { allKinds, definition, kindFacts } from '../schema/pack';
import { isEnforced } from '../schema/required';
import { type Message, message } from '../text/message';
import type { Span } from '../text/span';
import type { Value } from '../yaml/value';
import type { Analysis } from './analysis';
import { objectAt } from './navigation/navigate';

/** What is known of the field, or of the kind, that is written at a place. */
export interface FieldDescription {
  readonly at: Span;
  /** The path of the field in its object; the kind's name for a kind. */
  readonly title: string;
  readonly facts: readonly Message[];
  /** Where texts about it are found: a definition of Kubernetes by its index, and the field; none for the definition itself. */
  readonly text: TextPlace | undefined;
  /** The words of a CustomResourceDefinition. */
  readonly words: string | undefined;
  /** Where the API reference describes it. */
  readonly link: string | undefined;
}

export interface TextPlace {
  readonly definition: number;
  readonly name: string;
  readonly field: string | undefined;
}

/** Describes what is written at a place in a manifest: a key of an object, or the kind. */
export function describeFieldAt(analysis: Analysis, file: string, offset: number): FieldDescription | undefined {
  const object = objectAt(analysis, file, offset);
  if (!object) return undefined;
  const range = analysis.settingsOf(file).kubernetes;
  const { kind } = object;
  if (kind.at.start <= offset && offset <= kind.at.end) return describeKind(object, range);
  const schema = schemaOf(object, analysis.project);
  const way = schema && keyAt(object.value, offset);
  if (!schema || !way) return undefined;
  const { holder, name, steps, at } = way;
  const owner = definitionAt(schema.root, steps);
  const field = owner?.fields.get(name);
  if (!owner || !field || holder.kind !== 'map') return undefined;
  const release = schema.opinion && steps[0] !== 'metadata' ? [message`Described as in ${`${schema.opinion.project} ${schema.opinion.version}`}.`] : [];
  return { at, title: [...steps, name].join('.'), ...describeField(owner, field, range), facts: [...factsOf(owner, field, range), ...release] };
}

/** What is known of a field of a definition. */
export function describeField(owner: Definition, field: FieldFacts, range: MinorRange): Pick<FieldDescription, 'facts' | 'text' | 'words' | 'link'> {
  return { facts: factsOf(owner, field, range), text: textPlace(owner, field.name), words: wordsOf(field), link: linkTo(owner.name, range) };
}

function describeKind({ group, version, kind }: KubeObject, range: MinorRange): FieldDescription | undefined {
  const facts = kindFacts(group, version, kind.value);
  if (!facts) return undefined;
  const own = definition(facts.definition);
  const scope = facts.namespaced ? message`Lives in a namespace.` : message`Belongs to the whole cluster.`;
  const old = lifecycleOf(group, version, kind.value);
  const said = [scope, ...served(facts.since, facts.last), ...(old?.deprecated === undefined ? [] : [message`Deprecated since 1.${old.deprecated}.`])];
  const text = { definition: own.index, name: own.name, field: undefined };
  return { at: kind.at, title: kind.value, facts: said, text, words: undefined, link: linkTo(own.name, range) };
}

/** The innermost key around an offset, and the way to the mapping that holds it. */
export function keyAt(
  value: Value,
  offset: number,
): { readonly holder: Value; readonly name: string; readonly steps: readonly string[]; readonly at: Span } | undefined {
  let at = value;
  const steps: string[] = [];
  for (let depth = 0; depth < 100; depth++) {
    if (at.kind === 'list') {
      const index = at.items().findIndex((item) => contains(item.at, offset));
      const item = at.items()[index];
      if (!item) return undefined;
      steps.push(String(index));
      at = item;
      continue;
    }
    const fields = at.kind === 'map' ? at.fields() : [];
    const key = fields.find((field) => contains(field.at, offset));
    if (key) return { holder: at, name: key.name, steps, at: key.at };
    const inner = fields.find((field) => contains(field.value.at, offset) && field.value.kind !== 'null');
    if (!inner) return undefined;
    steps.push(inner.name);
    at = inner.value;
  }
  return undefined;
}

function contains({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

function factsOf(owner: Definition, field: FieldFacts, range: MinorRange): Message[] {
  const segment = newest(field);
  if (!segment) return [];
  const old = deprecatedField(owner.name, field.name);
  const allowed = field.allowed?.filter(({ since }) => since <= range.to).map(({ value }) => value) ?? [];
  const isRequired = segment.required && isEnforced(owner, field.name);
  return [
    typeOf(segment),
    ...(isRequired ? [message`Must be there.`] : []),
    ...(allowed.length > 0 ? [message`One of ${allowed}.`] : []),
    ...served(field.since, field.last),
    ...(old === undefined ? [] : [replaced(old.deprecated, old.instead)]),
  ];
}

function replaced(deprecated: number, instead: string | undefined): Message {
  if (deprecated === 0) return instead === undefined ? message`Deprecated.` : message`Deprecated; ${instead} takes its place.`;
  return instead === undefined ? message`Deprecated since 1.${deprecated}.` : message`Deprecated since 1.${deprecated}; ${instead} takes its place.`;
}

/** Versions before the first one known are left open. */
function served(since: number, last: number): Message[] {
  const first = since > KNOWN_VERSIONS.from ? [message`Since 1.${since}.`] : [];
  return [...first, ...(last < KNOWN_VERSIONS.to ? [message`Until 1.${last}.`] : [])];
}

function typeOf({ wraps, leaf, inner }: Segment): Message {
  const one = leaf === 'object' ? (inner?.name.split('.').at(-1) ?? '') : LEAF_NAMES[leaf];
  const type = one === '' ? 'object' : one;
  if (wraps === '') return message`Takes ${type}.`;
  return wraps.startsWith('{') ? message`Takes a mapping of ${type}.` : message`Takes a list of ${type}.`;
}

const LEAF_NAMES = {
  any: 'any',
  string: 'string',
  boolean: 'boolean',
  integer: 'integer',
  number: 'number',
  quantity: 'quantity',
  'int-or-string': 'integer or string',
  time: 'date-time',
  bytes: 'base64',
} as const;

/** Definitions of others have no name, and none of our texts is about them. */
function textPlace(owner: Definition, field: string): TextPlace | undefined {
  return owner.name !== '' && 'index' in owner ? { definition: owner.index as number, name: owner.name, field } : undefined;
}

function wordsOf(field: FieldFacts): string | undefined {
  const schema = 'schema' in field ? (field.schema as { readonly description?: unknown }) : undefined;
  return typeof schema?.description === 'string' ? schema.description : undefined;
}

let groups: Map<string, string> | undefined;

/** `core.v1.PodSpec` -> the generated API reference at `podspec-v1-core`. */
function linkTo(name: string, { to }: MinorRange): string | undefined {
  const [short = '', version, kind] = name.split('.');
  if (version === undefined || kind === undefined) return undefined;
  groups ??= new Map(allKinds().map((facts) => [definition(facts.definition).name.split('.')[0] ?? '', facts.group]));
  const group = short === 'core' || short === 'meta' ? short : groups.get(short)?.replaceAll('.', '-');
  return group === undefined ? undefined : `https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.${to}/#${kind.toLowerCase()}-${version}-${group}`;
}
