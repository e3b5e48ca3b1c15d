import type { Dockerfile } from '../docker/dockerfile';
import { runCommands } from '../model/docker/run-commands';
import type { SourceDocument } from '../model/document';
import { goBuilds } from '../model/go-build';
import type { KubeObject } from '../model/object';
import type { Project } from '../model/project';
import type { ProjectIndex } from '../model/project-index';
import { buildIngress, serviceOf } from '../model/service';
import { workloadOf } from '../model/workload';
import type { AnyRule, Finding, Scopes } from '../rules/rule';

/** What a file hands to the rules: its documents, or itself as a Dockerfile. */
export type Source = { readonly kind: 'document'; readonly document: SourceDocument } | { readonly kind: 'dockerfile'; readonly dockerfile: Dockerfile };

export function fileOf(source: Source): string {
  return source.kind === 'document' ? source.document.file : source.dockerfile.file;
}

type SubjectLists = { readonly [S in keyof Scopes]?: () => readonly Scopes[S][] };

/** The subjects that a source holds, by scope. Each list is made when the first rule of its scope comes. */
export class Subjects {
  readonly #lists: SubjectLists;
  readonly #made = new Map<keyof Scopes, readonly unknown[]>();

  constructor(source: Source, index: ProjectIndex) {
    this.#lists = source.kind === 'document' ? documentSubjects(source.document, index) : dockerfileSubjects(source.dockerfile, index);
  }

  has(scope: keyof Scopes): boolean {
    return this.of(scope).length > 0;
  }

  of<S extends keyof Scopes>(scope: S): readonly Scopes[S][] {
    const known = this.#made.get(scope) as readonly Scopes[S][] | undefined;
    if (known) return known;
    const made = this.#lists[scope]?.() ?? [];
    this.#made.set(scope, made);
    return made;
  }
}

/** What a rule is called with. */
export type Subject = Scopes[keyof Scopes];

/** Calls a rule for subjects, which are of its scope. */
export function checkSubjects(rule: AnyRule, subjects: readonly Subject[], project: Project): readonly Finding[] {
  // TypeScript cannot follow the scope through a union of rules.
  const check = rule.check as (subject: Subject, project: Project) => Iterable<Finding>;
  let findings: Finding[] | undefined;
  for (const subject of subjects) {
    if (rule.kinds && !isOfKinds(subject, rule)) continue;
    for (const finding of check(subject, project)) {
      findings ??= [];
      findings.push(finding);
    }
  }
  return findings ?? NO_FINDINGS;
}

const NO_FINDINGS: readonly Finding[] = [];

function isOfKinds(subject: Subject, rule: AnyRule): boolean {
  const kind = rule.scope === 'document' ? (subject as SourceDocument).classification.kind : (subject as KubeObject).kind.value;
  return (rule.kinds as readonly string[]).includes(kind);
}

function documentSubjects(document: SourceDocument, index: ProjectIndex): SubjectLists {
  const { objects } = document;
  if (objects.length === 0) return { document: () => [document] };
  const workloads = () => objects.flatMap((object) => workloadOf(object) ?? []);
  const containers = () => workloads().flatMap(({ pod }) => pod.allContainers);
  return {
    document: () => [document],
    object: () => objects,
    workload: workloads,
    pod: () => workloads().map(({ pod }) => pod),
    container: containers,
    service: () => objects.flatMap((object) => serviceOf(object) ?? []),
    ingress: () => objects.flatMap((object) => buildIngress(object) ?? []),
    chain: () => containers().flatMap((container) => index.chainOf(container) ?? []),
  };
}

function dockerfileSubjects(dockerfile: Dockerfile, index: ProjectIndex): SubjectLists {
  // What a template engine has yet to fill in is not what Docker reads.
  if (dockerfile.templated) return {};
  return {
    dockerfile: () => [{ dockerfile }],
    stage: () => dockerfile.stages.map((stage) => ({ dockerfile, stage })),
    instruction: () =>
      dockerfile.instructions.map((instruction) => ({
        dockerfile,
        stage: dockerfile.stages.findLast(({ from }) => from.at.start <= instruction.at.start),
        instruction,
      })),
    command: () =>
      dockerfile.stages.flatMap((stage) =>
        stage.instructions.flatMap((instruction) => {
          const run = runCommands(instruction, dockerfile, stage);
          // Written out, since a RUN may have a hundred thousand commands, and spreading takes its time.
          return run.map(({ command, program, programAt, sudo, words, options, operands }, place) => {
            return { command, program, programAt, sudo, words, options, operands, dockerfile, stage, instruction, run, index: place };
          });
        }),
      ),
    image: () => {
      const image = index.imageOf(dockerfile);
      return image ? [image] : [];
    },
    build: () => goBuilds(dockerfile),
  };
}
