import { baseName } from '../text/path';
import type { Located, Span } from '../text/span';
import type { Value } from '../yaml/value';
import type { SourceDocument } from './document';
import type { Project } from './project';
import { remember } from './remember';
import { isTemplated } from './templated';

/** A ConfigMap or Secret that a generator of a kustomization makes, or adds to. */
export interface GeneratedConfig {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: Located<string>;
  /** Keys that it writes; a place is that of the key alone. */
  readonly keys: readonly Located<string>[];
  /** False where more keys come from files that are not looked into. */
  readonly complete: boolean;
}

const GENERATORS = { configMapGenerator: 'ConfigMap', secretGenerator: 'Secret' } as const;

/** Every generator of the workspace. */
export function generatedConfigs(project: Pick<Project, 'documentsOf'>): readonly GeneratedConfig[] {
  return readGenerators(project.documentsOf('kustomization'));
}

const readGenerators = remember((documents: readonly SourceDocument[]) =>
  documents.flatMap(({ root }) =>
    Object.entries(GENERATORS).flatMap(([field, kind]) => (root?.items(field) ?? []).flatMap((item): GeneratedConfig[] => readGenerator(item, kind))),
  ),
);

function readGenerator(item: Value, kind: GeneratedConfig['kind']): GeneratedConfig[] {
  const name = item.string('name');
  if (!name || isTemplated(name.value)) return [];
  const sources = [...item.items('literals'), ...item.items('files')];
  const keys = sources.flatMap((source) => keyOf(source) ?? []);
  return [{ kind, name, keys, complete: keys.length === sources.length && !item.given('envs') && !item.given('env') }];
}

/** `key=value`, `key=path`, or a path whose last part is the key (kustomize, api/kv). */
function keyOf(source: Value): Located<string> | undefined {
  const text = source.string();
  if (!text || isTemplated(text.value)) return undefined;
  const equals = text.value.indexOf('=');
  if (equals < 0) return { value: baseName(text.value), at: text.at };
  const key = text.value.slice(0, equals);
  return key === '' ? undefined : { value: key, at: startOf(source, key) ?? text.at };
}

/** The place of a text that a scalar begins with, as far as it is written as it is read. */
function startOf({ node, at, document }: Value, text: string): Span | undefined {
  if (node.kind !== 'scalar') return undefined;
  const quote = /^["']/.test(node.source) ? 1 : 0;
  return node.source.startsWith(text, quote) ? document.origin.span(node.start + quote, node.start + quote + text.length) : at;
}
