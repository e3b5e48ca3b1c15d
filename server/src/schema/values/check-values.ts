import type { Value } from '../../yaml/value';
import { isPattern, linearPatterns } from '../custom/pattern';
import type { LayeredValue } from './layered-value';
import { countsBesideReference, hasOwnAddress, knowsConditions, LONGEST_SCHEMA, localReference, schemaAt } from './schema-text';

/** What a schema says against values. */
export interface ValuesFault {
  readonly kind: 'type' | 'not-allowed' | 'unknown' | 'missing' | 'pattern' | 'bound' | 'alternative';
  readonly value: LayeredValue;
  /** The key that is missing or unknown. */
  readonly name?: string;
  /** The keyword of the schema that says so. */
  readonly by: Value;
}

/** Undefined where it is not certain: something remote, a null, a template. */
type Verdict = boolean | undefined;

interface Answer {
  readonly verdict: Verdict;
  readonly faults: readonly ValuesFault[];
}

interface Walk {
  readonly root: Value;
  readonly besideReference: boolean;
  readonly conditions: boolean;
  /** How much may still be looked at. */
  steps: number;
}

const MOST_STEPS = 100_000;
/** References that lead round in a circle come back here. */
const DEEPEST = 60;

const FINE: Answer = { verdict: true, faults: [] };
const UNKNOWN: Answer = { verdict: undefined, faults: [] };

/** Holds values against the schema of a chart, as far as that is certain. Never throws, and ends in bounded time. */
export function checkValues(value: LayeredValue, schema: Value): readonly ValuesFault[] {
  if (schema.document.text.length > LONGEST_SCHEMA) return [];
  const walk: Walk = { root: schema, besideReference: countsBesideReference(schema), conditions: knowsConditions(schema), steps: MOST_STEPS };
  const { faults } = check(schema, value, walk, 0);
  return walk.steps > 0 ? faults : [];
}

function check(schema: Value, value: LayeredValue, walk: Walk, depth: number): Answer {
  if (walk.steps-- <= 0 || depth > DEEPEST) return UNKNOWN;
  if (hasOwnAddress(schema)) return UNKNOWN;
  if (schema.plain === false) return { verdict: false, faults: [{ kind: 'alternative', value, by: schema }] };
  if (schema.kind !== 'map' || value.kind === 'null') return schema.kind === 'map' || schema.plain !== true ? UNKNOWN : FINE;
  const reference = schema.string('$ref')?.value;
  const answers: Answer[] = [];
  if (reference !== undefined) {
    const way = localReference(reference);
    const target = way && schemaAt(walk.root, way);
    answers.push(target ? check(target, value, walk, depth + 1) : UNKNOWN);
    if (!walk.besideReference) return all(answers);
  }
  const type = schema.get('type');
  const types = type ? (type.kind === 'list' ? type.strings().map((one) => one.value) : [type.words ?? '']) : [];
  if (type && !types.some((one) => isOfType(value, one))) return { verdict: false, faults: [{ kind: 'type', value, by: type }] };
  answers.push(checkPlain(schema, value), checkCount(schema, value));
  if (value.kind === 'map') answers.push(checkFields(schema, value, walk, depth));
  if (value.kind === 'list') answers.push(checkItems(schema, value, walk, depth));
  answers.push(checkCombined(schema, value, walk, depth));
  return all(answers);
}

function isOfType({ kind, plain }: LayeredValue, type: string): boolean {
  if (type === 'object') return kind === 'map';
  if (type === 'array') return kind === 'list';
  if (type === 'integer') return typeof plain === 'number' && Number.isInteger(plain);
  return kind === type;
}

function all(answers: readonly Answer[]): Answer {
  const verdicts = answers.map(({ verdict }) => verdict);
  return {
    verdict: verdicts.includes(false) ? false : verdicts.includes(undefined) ? undefined : true,
    faults: answers.flatMap(({ faults }) => faults),
  };
}

function refused(kind: ValuesFault['kind'], value: LayeredValue, by: Value, name?: string): Answer {
  return { verdict: false, faults: [{ kind, value, by, ...(name !== undefined && { name }) }] };
}

/** A text that holds a template is rendered by `tpl` before it is used, but held against the schema as it is; what is meant is not certain. */
function checkPlain(schema: Value, value: LayeredValue): Answer {
  const { plain } = value;
  const choice = schema.get('enum');
  const allowed = choice ?? schema.get('const');
  if (allowed && (plain === undefined || (typeof plain === 'string' && plain.includes('{{')))) return UNKNOWN;
  if (allowed) {
    const listed = choice?.items() ?? [allowed];
    if (!listed.some((one) => one.kind === value.kind && one.plain === plain)) return refused('not-allowed', value, allowed);
  }
  const pattern = schema.get('pattern');
  const expression = pattern?.string()?.value;
  if (!pattern || expression === undefined || typeof plain !== 'string') return FINE;
  if (plain.includes('{{') || !isPattern(expression)) return UNKNOWN;
  return linearPatterns(expression).test(plain) ? FINE : refused('pattern', value, pattern);
}

/** What is counted for each keyword, and whether a count is too much or too little. */
const BOUNDS: readonly (readonly [keyword: string, of: (value: LayeredValue) => number | undefined, keeps: (count: number, limit: number) => boolean])[] = [
  ['minimum', numberOf, (count, limit) => count >= limit],
  ['maximum', numberOf, (count, limit) => count <= limit],
  ['exclusiveMinimum', numberOf, (count, limit) => count > limit],
  ['exclusiveMaximum', numberOf, (count, limit) => count < limit],
  ['minLength', lengthOf, (count, limit) => count >= limit],
  ['maxLength', lengthOf, (count, limit) => count <= limit],
  ['minItems', ({ kind, items }) => (kind === 'list' ? items.length : undefined), (count, limit) => count >= limit],
  ['maxItems', ({ kind, items }) => (kind === 'list' ? items.length : undefined), (count, limit) => count <= limit],
  ['maxProperties', ({ kind, fields }) => (kind === 'map' ? fields.size : undefined), (count, limit) => count <= limit],
];

function numberOf({ plain }: LayeredValue): number | undefined {
  return typeof plain === 'number' ? plain : undefined;
}

function lengthOf({ plain }: LayeredValue): number | undefined {
  return typeof plain === 'string' && !plain.includes('{{') ? [...plain].length : undefined;
}

function checkCount(schema: Value, value: LayeredValue): Answer {
  return all(
    BOUNDS.map(([keyword, of, keeps]) => {
      const by = schema.get(keyword);
      const count = of(value);
      return by && typeof by.plain === 'number' && count !== undefined && !keeps(count, by.plain) ? refused('bound', value, by) : FINE;
    }),
  );
}

function checkFields(schema: Value, value: LayeredValue, walk: Walk, depth: number): Answer {
  const properties = schema.get('properties');
  const patterns = schema.fields('patternProperties');
  const rest = schema.get('additionalProperties');
  const missing = schema.strings('required').filter((name) => !value.fields.has(name.value));
  const inner = [...value.fields].flatMap(([name, field]): Answer[] => {
    const own = properties?.get(name);
    const matching = patterns.filter((one) => isPattern(one.name) && linearPatterns(one.name).test(name));
    // A pattern that cannot be read may match.
    if (!own && patterns.some((one) => !isPattern(one.name))) return [UNKNOWN];
    const schemas = [...(own ? [own] : []), ...matching.map((one) => one.value)];
    if (schemas.length > 0 || !rest) return schemas.map((one) => check(one, field, walk, depth + 1));
    return [rest.plain === false ? refused('unknown', field, rest, name) : check(rest, field, walk, depth + 1)];
  });
  const by = schema.get('required');
  return all([...(by ? missing.map((name) => refused('missing', value, by, name.value)) : []), ...inner]);
}

function checkItems(schema: Value, value: LayeredValue, walk: Walk, depth: number): Answer {
  const items = schema.get('items');
  const first = items?.kind === 'list' ? items.items() : schema.items('prefixItems');
  const rest = items?.kind === 'list' ? schema.get('additionalItems') : items;
  return all(
    value.items.map((item, index) => {
      const own = first[index] ?? (rest && rest.kind !== 'list' ? rest : undefined);
      return own ? check(own, item, walk, depth + 1) : FINE;
    }),
  );
}

function checkCombined(schema: Value, value: LayeredValue, walk: Walk, depth: number): Answer {
  const judge = (one: Value) => check(one, value, walk, depth + 1);
  const answers = schema.items('allOf').map(judge);
  for (const keyword of ['anyOf', 'oneOf']) {
    const by = schema.get(keyword);
    if (by?.kind === 'list' && by.items().length > 0) answers.push(oneOf(by, by.items().map(judge), value, keyword === 'oneOf'));
  }
  const not = schema.get('not');
  if (not) {
    const { verdict } = judge(not);
    answers.push(verdict === true ? refused('alternative', value, not) : verdict === false ? FINE : UNKNOWN);
  }
  const condition = walk.conditions ? schema.get('if') : undefined;
  if (condition) {
    const { verdict } = judge(condition);
    const branch = verdict === undefined ? undefined : schema.get(verdict ? 'then' : 'else');
    answers.push(verdict === undefined ? UNKNOWN : branch ? judge(branch) : FINE);
  }
  return all(answers);
}

function oneOf(by: Value, answers: readonly Answer[], value: LayeredValue, isExclusive: boolean): Answer {
  const fitting = answers.filter(({ verdict }) => verdict === true).length;
  if (fitting > 0 && !isExclusive) return FINE;
  if (answers.some(({ verdict }) => verdict === undefined)) return UNKNOWN;
  if (fitting === 1) return FINE;
  // Where one form alone is of the right type, that one is meant.
  const meant = answers.filter(({ faults }) => !faults.some((fault) => fault.kind === 'type' && fault.value === value));
  const [only] = meant;
  return fitting === 0 && only && meant.length === 1 && only.faults.length > 0 ? only : refused('alternative', value, by);
}
