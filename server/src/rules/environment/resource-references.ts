import type { Container } from '../../model/container';
import type { Value } from '../../model/object';
import type { Pod } from '../../model/pod';

export interface ResourceReference {
  /** What stands below `resourceFieldRef`. */
  readonly value: Value;
  /** The container whose variable it is; undefined for a file of a volume. */
  readonly container: Container | undefined;
  /** The name of the variable. */
  readonly variable: string | undefined;
}

/** Where the variables and files of a pod are made of requests and limits. */
export function resourceReferences({ allContainers, volumes }: Pod): ResourceReference[] {
  const ofVariables = allContainers.flatMap((container) =>
    container.environment.flatMap(({ name, source }) =>
      source?.kind === 'resourceFieldRef' ? [{ value: source.value, container, variable: name?.value }] : [],
    ),
  );
  const ofFiles = volumes.flatMap(({ sources }) =>
    sources.flatMap(({ kind, value }) => {
      if (kind === 'projected') return value.items('sources').flatMap((source) => source.items('downwardAPI', 'items'));
      return kind === 'downwardAPI' ? value.items('items') : [];
    }),
  );
  const values = ofFiles.flatMap((item) => item.given('resourceFieldRef') ?? []);
  return [...ofVariables, ...values.map((value) => ({ value, container: undefined, variable: undefined }))];
}
