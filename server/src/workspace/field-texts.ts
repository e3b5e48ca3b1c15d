import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { TextPlace } from '../engine/field-facts';

/** What `descriptions.json.br` holds: for each definition its own text and those of its fields, as indexes into `texts`. */
interface FieldTexts {
  readonly definitions: readonly (readonly [own: number, fields: Readonly<Record<string, number>>])[];
  readonly texts: readonly string[];
  readonly gates: Readonly<Record<string, readonly [gate: string, since: number, last: number]>>;
}

/** The feature gate that the text about a field names, and the first and last minor in which it does. */
export interface Gate {
  readonly name: string;
  readonly since: number;
  readonly last: number;
}

/** Read when somebody first asks: most sessions of the command line never do. */
let loaded: FieldTexts | undefined;

/** What Kubernetes' own documentation says about a field or a definition. */
export function textOf({ definition, field }: TextPlace): string | undefined {
  const { definitions, texts } = load();
  const [own, fields] = definitions[definition] ?? [];
  const index = field === undefined ? own : Object.hasOwn(fields ?? {}, field) ? fields?.[field] : undefined;
  return index === undefined ? undefined : texts[index];
}

export function gateOf({ name, field }: TextPlace): Gate | undefined {
  const { gates } = load();
  const gate = `${name}#${field}`;
  if (!Object.hasOwn(gates, gate)) return undefined;
  const [own, since, last] = gates[gate] as readonly [string, number, number];
  return { name: own, since, last };
}

function load(): FieldTexts {
  if (loaded) return loaded;
  const built = join(__dirname, 'descriptions.json.br');
  const file = existsSync(built) ? built : join(process.cwd(), 'schemas/descriptions.json.br');
  loaded = existsSync(file) ? (JSON.parse(brotliDecompressSync(readFileSync(file)).toString()) as FieldTexts) : { definitions: [], texts: [], gates: {} };
  return loaded;
}
