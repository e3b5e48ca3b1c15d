import type { ErrorObject } from 'ajv';
import { coreValidator } from './core-validator';
import type { Definition, FieldFacts } from './definition';
import { definition, definitionNamed, kindFacts } from './pack';

/** What the objects of one version of a kind must look like, whoever says so. */
export interface ObjectSchema {
  readonly root: Definition;
  /** ajv's errors about an object; none where it is right. */
  readonly validate: (json: unknown, range: MinorRange) => readonly ErrorObject[];
  /** Where it comes from, if that is not the API itself: a package made from other people's releases. */
  readonly opinion: Opinion | undefined;
}

/** A schema that ships with us for kinds of others. The cluster may have another version of them. */
export interface Opinion {
  readonly project: string;
  readonly version: string;
  /** Whether what it calls required is. */
  readonly asks: boolean;
}

export interface MinorRange {
  readonly from: number;
  readonly to: number;
}

const schemas = new Map<number, ObjectSchema>();

/** The schema of one of Kubernetes' own kinds; undefined where no minor known serves it. */
export function coreSchema(group: string, version: string, kind: string): ObjectSchema | undefined {
  const facts = kindFacts(group, version, kind);
  return facts && definitionAsSchema(facts.definition);
}

/** A definition of Kubernetes' own as the schema of whole objects. */
export function definitionAsSchema(index: number): ObjectSchema {
  const known = schemas.get(index);
  if (known) return known;
  const schema: ObjectSchema = { root: definition(index), validate: (json, range) => errorsOf(index, json, range), opinion: undefined };
  schemas.set(index, schema);
  return schema;
}

/** A definition of others with the `metadata` that all objects have. */
export function withMetadata<D extends Definition>(root: D): Definition {
  const inner = definitionNamed('meta.v1.ObjectMeta');
  const segment = { from: 0, to: Number.MAX_SAFE_INTEGER, required: false, wraps: '', leaf: 'object', inner } as const;
  const metadata: FieldFacts = { name: 'metadata', segments: [segment], since: 0, last: Number.MAX_SAFE_INTEGER, allowed: undefined };
  return { ...root, fields: new Map<string, FieldFacts>([...root.fields, ['metadata', metadata]]) };
}

/** What is wrong with the `metadata` of an object of others: it is checked as Kubernetes checks it. */
export function metadataErrors(json: unknown, range: MinorRange): readonly ErrorObject[] {
  const index = definitionNamed('meta.v1.ObjectMeta')?.index;
  const metadata = (json as { metadata?: unknown }).metadata;
  if (index === undefined || metadata === undefined) return [];
  return errorsOf(index, metadata, range).map((error) => ({ ...error, instancePath: `/metadata${error.instancePath}` }));
}

function errorsOf(index: number, json: unknown, range: MinorRange): readonly ErrorObject[] {
  const validator = coreValidator(index);
  return validator.call(range, json) ? [] : (validator.errors ?? []);
}
