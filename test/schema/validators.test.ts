import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ErrorObject } from 'ajv';
import { coreValidator } from '../../server/src/schema/core-validator';
import { allKinds, definition } from '../../server/src/schema/pack';
import type { PackField, PackSegment } from '../../server/src/schema/pack-file';
import { interpret } from './interpreter';

const DOCUMENTS = 12_000;
const RANGES = [
  { from: 18, to: 18 },
  { from: 22, to: 22 },
  { from: 25, to: 25 },
  { from: 30, to: 30 },
  { from: 36, to: 36 },
  { from: 27, to: 31 },
  { from: 33, to: 36 },
  { from: 18, to: 36 },
] as const;

/** Kinds that people write, and some with rare shapes. Compiling all of them would only take longer. */
const KINDS =
  /^(?:Pod|Deployment|StatefulSet|DaemonSet|CronJob|Job|Service|Ingress|NetworkPolicy|HorizontalPodAutoscaler|PodDisruptionBudget|PersistentVolumeClaim|PersistentVolume|ConfigMap|Secret|Role|RoleBinding|CustomResourceDefinition|StorageClass|LimitRange|ResourceQuota|EndpointSlice|Event|ResourceClaim)$/;

describe('the validators', () => {
  it(`say what a plain interpreter says about ${DOCUMENTS} documents`, () => {
    const random = seeded(20);
    const kinds = allKinds().filter(({ kind }) => KINDS.test(kind));
    let faulty = 0;
    for (let count = 0; count < DOCUMENTS; count++) {
      const { definition: index } = kinds[count % kinds.length] as (typeof kinds)[0];
      const range = RANGES[random(RANGES.length)] as (typeof RANGES)[number];
      const json = mutate(makeObject(index, random, 0), random);
      const expected = [...new Set(interpret(index, json, range))].sort();
      const validator = coreValidator(index);
      const found = validator.call(range, json) ? [] : toLines(validator.errors ?? []);
      assert.deepEqual(found, expected, JSON.stringify({ range, json }));
      if (expected.length > 0) faulty++;
    }
    assert.ok(faulty > DOCUMENTS / 4 && faulty < (DOCUMENTS * 9) / 10, `${faulty} documents have a fault`);
  });
});

/** ajv's errors in the words of the interpreter. A value of the wrong type is on no list either: that says nothing new. */
function toLines(errors: readonly ErrorObject[]): string[] {
  const wrong = new Set(errors.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  const lines = errors.flatMap(({ instancePath, keyword, params }) => {
    switch (keyword) {
      case 'type':
        return `${instancePath} type ${params.type}`;
      case 'additionalProperties':
        return `${instancePath} unknown ${params.additionalProperty}`;
      case 'required':
      case 'fieldRequired':
        return `${instancePath} missing ${params.missingProperty}`;
      case 'fieldRange':
        return `${instancePath} outside ${params.field}`;
      case 'pattern':
        return `${instancePath} quantity`;
      case 'enum':
        return wrong.has(instancePath) ? [] : `${instancePath} value`;
      case 'valueSince':
        return `${instancePath} since ${params.since}`;
      default:
        return `unknown keyword ${keyword}`;
    }
  });
  return [...new Set(lines)].sort();
}

type Random = (below: number) => number;

/** A generator of numbers that gives the same ones each time (mulberry32). */
function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** An object as the definition has it, with all that is required and some of the rest. */
function makeObject(index: number, random: Random, depth: number): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const field of definition(index).fields.values()) {
    const isRequired = field.segments.some(({ required }) => required);
    const odds = depth < 3 ? 4 : depth < 6 ? 8 : 20;
    if (isRequired ? random(40) > 0 && depth < 12 : random(odds) === 0) object[field.name] = makeValue(field, random, depth);
  }
  return object;
}

function makeValue(field: PackField, random: Random, depth: number): unknown {
  const segment = field.segments[random(field.segments.length)] as PackSegment;
  return wrapped(segment.wraps);

  function wrapped(wraps: string): unknown {
    const [outer] = wraps;
    if (outer === undefined) return makeLeaf(field, segment, random, depth);
    const items = Array.from({ length: random(depth < 4 ? 3 : 2) }, () => wrapped(wraps.slice(1)));
    return outer === '[' ? items : Object.fromEntries(items.map((item, index) => [`key/${index}~`, item]));
  }
}

function makeLeaf({ allowed }: PackField, segment: PackSegment, random: Random, depth: number): unknown {
  const pick = (...values: readonly unknown[]) => values[random(values.length)];
  if (allowed) return pick(...allowed.map(({ value }) => value), allowed[0]?.value, '');
  switch (segment.leaf) {
    case 'object':
      return makeObject(segment.definition, random, depth + 1);
    case 'boolean':
      return pick(true, false);
    case 'integer':
      return pick(0, 1, 8080);
    case 'number':
      return pick(1, 1.5);
    case 'quantity':
      return pick('100m', '1Gi', 2, '1e3', '512 MB');
    case 'int-or-string':
      return pick('25%', 1);
    case 'any':
      return pick('text', 1, { any: ['thing'] });
    default:
      return pick('text', '');
  }
}

const JUNK: readonly unknown[] = ['x', 5, 1.5, true, {}, [], { zz: 1 }, ['a'], '25%', null];
const NAMES = ['hostUsers', 'resizePolicy', 'grpc', 'timeZone', 'foo', 'name', 'image', 'topologyKeys', 'spec', 'serviceName', 'metadata'];

/** Leaves the object as it is half of the time; otherwise takes away, replaces or adds a value or two somewhere. */
function mutate(object: Record<string, unknown>, random: Random): Record<string, unknown> {
  for (let times = random(4) - 1; times > 0; times--) {
    const places: (Record<string, unknown> | unknown[])[] = [];
    const visit = (value: unknown) => {
      if (typeof value !== 'object' || value === null) return;
      places.push(value as Record<string, unknown>);
      for (const inner of Object.values(value)) visit(inner);
    };
    visit(object);
    const place = places[random(places.length)] as Record<string, unknown>;
    const keys = Object.keys(place);
    const key = keys[random(Math.max(1, keys.length))];
    const junk = structuredClone(JUNK[random(JUNK.length)]);
    if (Array.isArray(place)) place.push(junk);
    else if (random(3) === 0 && key !== undefined) delete place[key];
    else if (random(2) === 0 && key !== undefined) place[key] = junk;
    else place[NAMES[random(NAMES.length)] as string] = junk;
  }
  return object;
}
