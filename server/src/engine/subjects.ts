import type { Dockerfile } from '../docker/dockerfile';
import { runCommands } from '../model/docker/run-commands';
import type { SourceDocument } from '../model/document';
import { goBuilds } from '../model/go-build';
import type { Project } from '../model/project';
import { type ProjectIndex, workloadOf } from '../model/project-index';
import { buildIngress, buildService } from '../model/service';
import type { AnyRule, Finding } from '../rules/rule';

/** What a file hands to the rules: its documents, or itself as a Dockerfile. */
export type Source = { readonly kind: 'document'; readonly document: SourceDocument } | { readonly kind: 'dockerfile'; readonly dockerfile: Dockerfile };

/** Calls a rule for every subject that a source holds. `project` is what the rule is given, `index` what the walk asks. */
export function* checkSource(rule: AnyRule, source: Source, project: Project, index: ProjectIndex): Iterable<Finding> {
  if (source.kind === 'document') yield* checkDocument(rule, source.document, project, index);
  else yield* checkDockerfile(rule, source.dockerfile, project, index);
}

function* checkDocument(rule: AnyRule, document: SourceDocument, project: Project, index: ProjectIndex): Iterable<Finding> {
  switch (rule.scope) {
    case 'document':
      return yield* rule.check(document, project);
    case 'object':
      for (const object of document.objects) yield* rule.check(object, project);
      return;
    case 'workload':
      for (const workload of workloadsOf(document)) yield* rule.check(workload, project);
      return;
    case 'pod':
      for (const { pod } of workloadsOf(document)) yield* rule.check(pod, project);
      return;
    case 'container':
      for (const { pod } of workloadsOf(document)) for (const container of pod.allContainers) yield* rule.check(container, project);
      return;
    case 'service':
      for (const object of document.objects) yield* optional(buildService(object), rule.check, project);
      return;
    case 'ingress':
      for (const object of document.objects) yield* optional(buildIngress(object), rule.check, project);
      return;
    case 'chain':
      for (const { pod } of workloadsOf(document)) {
        for (const container of pod.allContainers) yield* optional(index.chainOf(container), rule.check, project);
      }
      return;
    case 'dockerfile':
    case 'stage':
    case 'instruction':
    case 'command':
    case 'image':
    case 'build':
    case 'suppression':
    case 'limit':
      return;
    default:
      rule satisfies never;
  }
}

function* checkDockerfile(rule: AnyRule, dockerfile: Dockerfile, project: Project, index: ProjectIndex): Iterable<Finding> {
  // What a template engine has yet to fill in is not what Docker reads.
  if (dockerfile.templated) return;
  switch (rule.scope) {
    case 'dockerfile':
      return yield* rule.check({ dockerfile }, project);
    case 'stage':
      for (const stage of dockerfile.stages) yield* rule.check({ dockerfile, stage }, project);
      return;
    case 'instruction':
      for (const instruction of dockerfile.instructions) {
        const stage = dockerfile.stages.findLast(({ from }) => from.at.start <= instruction.at.start);
        yield* rule.check({ dockerfile, stage, instruction }, project);
      }
      return;
    case 'command':
      for (const stage of dockerfile.stages) {
        for (const instruction of stage.instructions) {
          const run = runCommands(instruction, dockerfile, stage);
          for (const [place, call] of run.entries()) yield* rule.check({ ...call, dockerfile, stage, instruction, run, index: place }, project);
        }
      }
      return;
    case 'image':
      return yield* optional(index.imageOf(dockerfile), rule.check, project);
    case 'build':
      for (const build of goBuilds(dockerfile)) yield* rule.check(build, project);
      return;
    default:
      return;
  }
}

function workloadsOf(document: SourceDocument) {
  return document.objects.flatMap((object) => workloadOf(object) ?? []);
}

function* optional<T>(subject: T | undefined, check: (subject: T, project: Project) => Iterable<Finding>, project: Project): Iterable<Finding> {
  if (subject !== undefined) yield* check(subject, project);
}
