import type { ObjectFacts } from './facts';
import { grouped } from './grouped';
import type { Labels } from './object';
import { type Selector, selects } from './selector';
import { labelsIn } from './topics';

/** Workloads to whose pods overlays add labels: a selector may ask for one that only an overlay puts on the pods. */
export class RelabelledWorkloads {
  /** By each `label=value` that the pods then carry, and all of them under `''`. */
  readonly #byLabel: ReadonlyMap<string, readonly Relabelled[]>;

  /** `labelsOf` gives the labels that overlays add to what lies in a file. */
  constructor(workloads: readonly ObjectFacts[], labelsOf: (file: string) => Labels) {
    const relabelled = workloads.flatMap((facts): Relabelled[] => {
      const added = labelsOf(facts.object.file);
      return added.size > 0 && facts.podLabels ? [{ facts, labels: new Map([...facts.podLabels, ...added]) }] : [];
    });
    this.#byLabel = grouped(relabelled, ({ labels }) => ['', ...labelsIn(labels)]);
  }

  /** Those whose pods a selector picks with the labels that were added. */
  selected(selector: Selector): readonly ObjectFacts[] {
    const [first] = labelsIn(selector.matchLabels);
    return (this.#byLabel.get(first ?? '') ?? []).flatMap(({ facts, labels }) => (selects(selector, labels) ? [facts] : []));
  }
}

interface Relabelled {
  readonly facts: ObjectFacts;
  /** Their own and those that are added. */
  readonly labels: Labels;
}
