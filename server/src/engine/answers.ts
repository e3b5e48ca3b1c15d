import type { SourceDocument } from '../model/document';
import type { Topic } from '../model/topics';
import type { Report } from './report';

/** What was found in documents, each until something changes that its rules asked about. */
export class Answers {
  readonly #kept = new Map<SourceDocument, Kept>();
  readonly #askers = new Map<Topic, Set<SourceDocument>>();

  /** `state` is what else the reports rest on: they are found again under the same one only. */
  find(document: SourceDocument, state: unknown): readonly Report[] | undefined {
    const kept = this.#kept.get(document);
    return kept && kept.state === state ? kept.reports : undefined;
  }

  keep(document: SourceDocument, state: unknown, reports: readonly Report[], topics: ReadonlySet<Topic>): void {
    this.forget(document);
    this.#kept.set(document, { state, reports, topics });
    for (const topic of topics) {
      const askers = this.#askers.get(topic);
      if (askers) askers.add(document);
      else this.#askers.set(topic, new Set([document]));
    }
  }

  forget(document: SourceDocument): void {
    for (const topic of this.#kept.get(document)?.topics ?? []) {
      const askers = this.#askers.get(topic);
      askers?.delete(document);
      if (askers?.size === 0) this.#askers.delete(topic);
    }
    this.#kept.delete(document);
  }

  /** Forgets what rests on any of the topics; everything where they are not known. */
  outdate(topics: ReadonlySet<Topic> | undefined): void {
    if (!topics) {
      this.#kept.clear();
      this.#askers.clear();
    }
    for (const topic of topics ?? []) for (const document of [...(this.#askers.get(topic) ?? [])]) this.forget(document);
  }
}

interface Kept {
  readonly state: unknown;
  readonly reports: readonly Report[];
  readonly topics: ReadonlySet<Topic>;
}
