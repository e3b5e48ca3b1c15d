import { SETTINGS_SCHEMA } from '../schema/settings-schema';
import { allRules } from './catalogue';

/** The schema of `.seaworthy.yaml` with every rule by its id, so that editors offer and explain them. */
export function settingsSchema(): object {
  return { ...SETTINGS_SCHEMA, properties: { ...SETTINGS_SCHEMA.properties, rules: rulesSchema() } };
}

/** What VS Code's own settings schema cannot say, because the manifest that declares our settings is written by hand. */
export function editorSchema(): object {
  return { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', properties: { 'seaworthy.rules': rulesSchema() } };
}

function rulesSchema(): object {
  const rules = SETTINGS_SCHEMA.properties.rules as { additionalProperties: object };
  const named = allRules.map(({ id, summary }) => [id, { description: summary, ...rules.additionalProperties }] as const);
  return { ...rules, properties: Object.fromEntries(named) };
}
