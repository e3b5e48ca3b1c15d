import { _, type Ajv, type ErrorObject } from 'ajv';
import type { Value } from '../../yaml/value';
import { makeAjv } from '../ajv';
import type { Validate } from '../core-validator';
import { type MinorRange, metadataErrors, type ObjectSchema, withMetadata } from '../object-schema';
import { boundedJson, isMap, type JsonMap, mapIn } from './json';
import { levelSchema } from './level-schema';
import { type Level, readLevel } from './levels';
import { linearPatterns } from './pattern';

/** A version that a CustomResourceDefinition has, and its schema. */
export interface CustomVersion {
  readonly name: string;
  readonly served: boolean;
  readonly schema: Value | undefined;
}

/** The versions of a CustomResourceDefinition of `v1` or `v1beta1`. */
export function versionsOf(definition: Value): readonly CustomVersion[] {
  const shared = definition.get('spec', 'validation', 'openAPIV3Schema');
  const versions = definition.items('spec', 'versions').flatMap((version): CustomVersion[] => {
    const name = version.string('name')?.value;
    if (name === undefined) return [];
    return [{ name, served: version.boolean('served')?.value !== false, schema: version.get('schema', 'openAPIV3Schema') ?? shared }];
  });
  const single = definition.string('spec', 'version')?.value;
  return versions.length > 0 || single === undefined ? versions : [{ name: single, served: true, schema: shared }];
}

const known = new WeakMap<object, Map<string, ObjectSchema | undefined>>();

/**
 * The schema that a CustomResourceDefinition gives one of its versions; undefined where it has none, or none that can be
 * used. `key` stands for the definition: it is read once, as long as `key` is the same.
 */
export function customSchema(key: object, definition: Value, version: string): ObjectSchema | undefined {
  const versions = known.get(key) ?? new Map<string, ObjectSchema | undefined>();
  known.set(key, versions);
  if (!versions.has(version)) versions.set(version, build(definition, version));
  return versions.get(version);
}

function build(definition: Value, name: string): ObjectSchema | undefined {
  const version = versionsOf(definition).find((one) => one.name === name);
  const schema = version?.schema && boundedJson(version.schema.node);
  if (!isMap(schema)) return undefined;
  // Unless told otherwise, `v1beta1` kept fields that the schema does not name.
  const isOld = definition.string('apiVersion')?.value.endsWith('/v1beta1') ?? false;
  const keepsAll = isOld && definition.boolean('spec', 'preserveUnknownFields')?.value !== false;
  const level = readLevel(withFreeFields(keepsAll ? { ...schema, 'x-kubernetes-preserve-unknown-fields': true } : schema));
  const validate = makeValidator(level);
  const root = withMetadata(level);
  return { root, opinion: undefined, validate: (json, range) => [...validate(json), ...metadataErrors(json, range)] };
}

/** What Kubernetes adds to every object is checked by its own rules, and status is not taken from manifests. */
function withFreeFields(schema: JsonMap): JsonMap {
  return { ...schema, type: 'object', properties: { ...mapIn(schema, 'properties'), apiVersion: {}, kind: {}, metadata: {}, status: {} } };
}

/** Compiles each level when a document first needs it. */
function makeValidator(root: Level): (json: unknown) => readonly ErrorObject[] {
  const levels: Level[] = [root];
  const validators: (Validate | undefined)[] = [];
  let ajv: Ajv | undefined;
  const numberOf = (level: Level) => {
    const number = levels.indexOf(level);
    return number >= 0 ? number : levels.push(level) - 1;
  };
  const lookUp = (number: number): Validate => {
    const made = validators[number];
    if (made) return made;
    ajv ??= makeAjv({ ref: lookUp, code: _`lookUp` }, { patterns: linearPatterns });
    const compiled = ajv.compile(levelSchema(levels[number] as Level, numberOf)) as unknown as Validate;
    validators[number] = compiled;
    return compiled;
  };
  return (json) => {
    const validator = lookUp(0);
    return validator.call(NO_RANGE, json) ? [] : (validator.errors ?? []).filter(({ schemaPath }) => !IN_BRANCH.test(schemaPath));
  };
}

const NO_RANGE: MinorRange = { from: 0, to: 0 };

/** What one branch says counts only where no other fits; then the whole is reported. */
const IN_BRANCH = /\/(?:anyOf|oneOf)\/\d+\/|\/not\//;
