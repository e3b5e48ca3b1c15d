import { type DeclaredType, type Member, readDeclarations } from './declarations';
import type { PackageFiles } from './fetch';

/** What a release of `@kubernetes/client-node` holds: models under the names of its generator, and the paths of its API. */
export interface ClientNode {
  readonly models: ReadonlyMap<string, Model>;
  /**
   * Models left over from an earlier run of the generator. Their header tells the last minor that had them, which dates
   * types that came and went between two releases.
   */
  readonly leftOver: ReadonlyMap<string, Model & { readonly minor: number }>;
  readonly paths: readonly ApiPath[];
}

export interface Model {
  readonly description: string;
  readonly fields: readonly ModelField[];
}

export interface ModelField {
  readonly name: string;
  /** As the generator writes it: `Array<V1Container>`. */
  readonly type: string;
  /** `int32`, `int64`, `double`, `byte`, `date-time`; empty in old releases. */
  readonly format: string;
  readonly required: boolean;
  readonly description: string;
}

/** One operation of the API. */
export interface ApiPath {
  readonly operation: string;
  readonly path: string;
  readonly method: string;
  /** The model that is sent, and the model that comes back. */
  readonly body: string | undefined;
  readonly answer: string | undefined;
}

export function isWantedOfClientNode(path: string): boolean {
  return /^dist\/gen\/models?\/.*\.(?:d\.ts|js)$/.test(path) || /^dist\/gen\/apis?\/.*(?:Api|api)\.(?:d\.ts|js)$/.test(path);
}

export function readClientNode(files: PackageFiles): ClientNode {
  const all = readModels(files);
  const headers = [...all.values()].map(({ header }) => header);
  const current = mostFrequent(headers);
  const models = new Map<string, Model>();
  const leftOver = new Map<string, Model & { minor: number }>();
  for (const [name, model] of all) {
    // MicroTime is written by hand and has no header.
    if (model.header === current || name === 'V1MicroTime') models.set(name, model);
    else leftOver.set(name, { ...model, minor: Number(/1\.(\d+)/.exec(model.header)?.[1]) });
  }
  const paths: ApiPath[] = [];
  for (const [path, text] of files) {
    if (!/^dist\/gen\/apis?\/.*Api\.js$/.test(path)) continue;
    const header = headerOf(text) ?? headerOf(files.get(path.replace(/js$/, 'd.ts')) ?? '');
    if (header === undefined || header === current) paths.push(...readPaths(text));
  }
  return { models, leftOver, paths };
}

/** The document that the code was made from, such as `v1.35.0` or `release-1.36`. */
function headerOf(text: string): string | undefined {
  return /(?:OpenAPI spec version|version of the OpenAPI document): (\S+)/.exec(text)?.[1];
}

function readModels(files: PackageFiles): Map<string, Model & { header: string }> {
  const models = new Map<string, Model & { header: string }>();
  for (const [path, text] of files) {
    const attributes = /^dist\/gen\/models?\/.*\.js$/.test(path) ? /attributeTypeMap = (\[[\s\S]*?\]);/.exec(text)?.[1] : undefined;
    const name = attributes && /^(?:export )?class (\w+)/m.exec(text)?.[1];
    if (attributes === undefined || name === undefined) continue;
    const declared = readDeclarations(files.get(path.replace(/js$/, 'd.ts')) ?? '').types.find((one) => one.name === name);
    const members = new Map(declared?.members.map((member): [string, Member] => [member.name, member]));
    models.set(name, {
      header: headerOf(text) ?? '',
      description: declared?.comment ?? '',
      fields: (JSON.parse(attributes) as { name: string; baseName: string; type: string; format?: string }[]).map((attribute) => ({
        name: attribute.baseName,
        type: attribute.type,
        format: attribute.format ?? '',
        required: members.get(attribute.name)?.optional === false,
        description: members.get(attribute.name)?.comment ?? '',
      })),
    });
  }
  return models;
}

function readPaths(text: string): ApiPath[] {
  const asked = new Map<string, Omit<ApiPath, 'answer'> & { answer: string | undefined }>();
  for (const block of text.split(/\n {4}(?:async )?(?=\w+\([^)]*\) \{\n)/)) {
    const operation = /^(\w+?)(?:WithHttpInfo)?\(/.exec(block)?.[1];
    const path = /localVarPath = (?:this\.basePath \+ )?'([^']+)'/.exec(block)?.[1];
    const answer = /deserialize\([\s\S]*?, "(\w+)"(?:, "")?\)/.exec(block)?.[1];
    if (operation === undefined) continue;
    const known = asked.get(operation);
    if (path !== undefined) {
      const method = /HttpMethod\.(\w+)|method: '(\w+)'/.exec(block);
      asked.set(operation, { operation, path, method: method?.[1] ?? method?.[2] ?? '', body: /serialize\(body, "(\w+)"/.exec(block)?.[1], answer });
    } else if (known) known.answer ??= answer;
  }
  return [...asked.values()];
}

/** The names of models in a type of the generator. */
export function modelsIn(type: string): string[] {
  return (type.match(/\b[A-Z]\w+\b/g) ?? []).filter((name) => name !== 'Array' && name !== 'Date');
}

/** A type of the generator as a declared one. */
export function parseType(type: string): DeclaredType {
  return readDeclarations(`type T = ${type};`).types[0]?.type ?? { kind: 'other' };
}

function mostFrequent(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}
