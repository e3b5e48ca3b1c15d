import schema from '../../../schemas/seaworthy.schema.json';
import type { Node } from '../yaml/node';
import type { Value } from '../yaml/value';
import { makeAjv } from './ajv';
import type { Validate } from './core-validator';
import { type LocatedError, locateErrors } from './locate';

/** The JSON schema of `.seaworthy.yaml`. */
export const SETTINGS_SCHEMA = schema as { readonly properties: Readonly<Record<string, object>> };

let validator: Validate | undefined;

/** What the JSON schema of `.seaworthy.yaml` says against a file, each fault at its key or value. */
export function checkSettings(root: Value): readonly LocatedError[] {
  validator ??= makeAjv().compile(schema as Record<string, unknown>) as unknown as Validate;
  return validator.call({ from: 0, to: 0 }, toWords(root.node)) ? [] : locateErrors(root, validator.errors ?? []);
}

/** The keys that `.seaworthy.yaml` may have, in the order of the schema. */
export const SETTING_NAMES: readonly string[] = Object.keys(SETTINGS_SCHEMA.properties);

/** The keys that may stand in a part of `.seaworthy.yaml` (`dockerfile`), or in the file itself. */
export function settingNames(part: unknown): readonly string[] {
  const inner = typeof part === 'string' ? (SETTINGS_SCHEMA.properties[part] as { properties?: object } | undefined)?.properties : undefined;
  return inner ? Object.keys(inner) : SETTING_NAMES;
}

/** All settings are texts, so a scalar counts as it is written: `off` is no boolean here, and `1.30` is not 1.3. */
function toWords(node: Node): unknown {
  if (node.kind === 'scalar') return node.value === null ? null : node.text;
  if (node.kind === 'list') return node.items.map(toWords);
  return Object.fromEntries(node.entries.map(({ name, value }) => [name.replace('\0', ''), toWords(value)]));
}
