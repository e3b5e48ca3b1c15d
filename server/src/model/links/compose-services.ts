import type { Located } from '../../text/span';
import type { SourceDocument } from '../document';
import { buildTargets } from './build-targets';

/** A service of a Compose file that is built from a Dockerfile, and the variables it gives. */
export interface ComposeService {
  readonly name: string;
  readonly file: string;
  readonly dockerfile: string;
  /** By name; undefined for those that are taken over from whoever starts Compose. */
  readonly environment: ReadonlyMap<string, Located<string> | undefined>;
}

const KNOWN = new WeakMap<readonly SourceDocument[], readonly ComposeService[]>();

/** The services of Compose files that build what they run. */
export function composeServices(documents: readonly SourceDocument[]): readonly ComposeService[] {
  const known = KNOWN.get(documents);
  if (known) return known;
  const services = documents.flatMap(servicesIn);
  KNOWN.set(documents, services);
  return services;
}

function servicesIn(document: SourceDocument): ComposeService[] {
  const { file, root } = document;
  const targets = buildTargets([document]);
  const services = (root?.fields('services') ?? []).filter(({ value }) => value.given('build'));
  return services.flatMap(({ name, value }, index) => {
    const target = targets[index];
    if (!target) return [];
    const environment = new Map<string, Located<string> | undefined>();
    for (const field of value.fields('environment')) {
      const words = field.value.words;
      environment.set(field.name, words === undefined ? undefined : { value: words, at: field.at });
    }
    for (const item of value.strings('environment')) {
      const equals = item.value.indexOf('=');
      if (equals > 0) environment.set(item.value.slice(0, equals), { value: item.value.slice(equals + 1), at: item.at });
    }
    return [{ name, file, dockerfile: target.dockerfile, environment }];
  });
}
