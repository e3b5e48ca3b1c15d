import type { DocumentKind } from '../model/classify';
import type { Container } from '../model/container';
import type { CommandSubject, DockerfileSubject, InstructionSubject, StageSubject } from '../model/docker-subjects';
import type { SourceDocument } from '../model/document';
import type { GoBuild } from '../model/go-build';
import type { Image } from '../model/image';
import type { KubeObject } from '../model/object';
import type { Pod } from '../model/pod';
import type { Chain, Project } from '../model/project';
import type { Ingress, Service } from '../model/service';
import type { Workload } from '../model/workload';
import type { Edit } from '../text/edit';
import type { Message } from '../text/message';
import type { Span } from '../text/span';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** Where on the way from source to a running service the fault shows. */
export type DeployStage = 'build' | 'apply' | 'schedule' | 'pull' | 'create' | 'start' | 'ready' | 'traffic' | 'run' | 'update' | 'stop' | 'observe' | 'secure';

/** `essential`: it breaks. `recommended`: the default. `production`: availability and hardening. `optional`: only when asked for by name. */
export type Profile = 'essential' | 'recommended' | 'production' | 'optional';

export interface Fix {
  /** What the fix does, in the imperative. */
  readonly title: Message;
  /** Safe fixes change nothing but what is wrong, and may be applied without looking. */
  readonly safe: boolean;
  readonly edits: readonly Edit[];
}

export interface Related {
  readonly at: Span;
  readonly message: Message;
  /** As for a finding, for what is said at this place of the same file. */
  readonly covers?: readonly string[];
}

export interface Finding {
  /** The key or value that is wrong, and nothing more. */
  readonly at: Span;
  /** What is, and what was expected. */
  readonly message: Message;
  /** What kubectl or docker shows, where that is not what the page quotes first. In English, as they speak. */
  readonly seen?: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  /** Where it takes a wider profile than the rule's own: what is practice in general and forbidden in some places. */
  readonly profile?: Profile;
  readonly related?: readonly Related[];
  /** The best one first. */
  readonly fix?: Fix | readonly Fix[];
  readonly tag?: 'unnecessary' | 'deprecated';
  /** Ids of rules that say a part of this at the same place. What they find there is left out, unless it is graver. */
  readonly covers?: readonly string[];
  /** Something else is meant, and the first fix says what: what is wrong only because of that is left out. */
  readonly slip?: boolean;
}

/** What a rule is handed, one call per subject. A new scope is a change of this contract: the engine must learn to walk it. */
export interface Scopes {
  readonly document: SourceDocument;
  readonly object: KubeObject;
  readonly workload: Workload;
  readonly pod: Pod;
  readonly container: Container;
  readonly service: Service;
  readonly ingress: Ingress;
  readonly dockerfile: DockerfileSubject;
  readonly stage: StageSubject;
  readonly instruction: InstructionSubject;
  /** A command in a RUN. */
  readonly command: CommandSubject;
  /** The image that a Dockerfile makes. */
  readonly image: Image;
  /** A `go build` in a Dockerfile. */
  readonly build: GoBuild;
  readonly chain: Chain;
  readonly suppression: Suppression;
  readonly limit: Limit;
}

/** A comment or annotation that asks for silence, and what came of it. Made by the engine after all other rules ran. */
export interface Suppression {
  readonly at: Span;
  /** The rule as it is named there: our id, or another tool's. */
  readonly rule: string;
  /** Whether it names a rule that exists. */
  readonly known: boolean;
  /** Whether it silenced anything. */
  readonly used: boolean;
  /** The text to take away so that it is gone. */
  readonly removal: readonly Edit[];
}

/** A file with more findings than are shown. */
export interface Limit {
  readonly at: Span;
  readonly shown: number;
  readonly total: number;
}

export interface Rule<S extends keyof Scopes = keyof Scopes> {
  /** The name of the defect, in kebab-case. Public, and never used again for something else. */
  readonly id: string;
  /** One sentence, the first of the rule's page. */
  readonly summary: string;
  readonly severity: Severity;
  readonly stage: DeployStage;
  /** The narrowest profile in which it finds anything. */
  readonly profile: Profile;
  readonly fixable: 'never' | 'sometimes' | 'always';
  readonly since: string;
  /** The ids that other tools give the same finding, such as `hadolint:DL3007`. */
  readonly aliases?: readonly string[];
  readonly scope: S;
  /** The only kinds of objects, or for the scope `document` of documents, that it is handed. All where none are named. */
  readonly kinds?: S extends 'object' ? readonly string[] : S extends 'document' ? readonly DocumentKind[] : never;
  check(subject: Scopes[S], project: Project): Iterable<Finding>;
}

export function rule<S extends keyof Scopes>(definition: Rule<S>): Rule<S> {
  return definition;
}

export type AnyRule = { [S in keyof Scopes]: Rule<S> }[keyof Scopes];
