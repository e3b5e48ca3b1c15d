// What a client may ask and is told beyond the protocol. Types alone, so that the client can import them too.

/** `initializationOptions`. */
export interface ClientOptions {
  /** Where the link behind a diagnostic's code leads; `{rule}` stands for the rule's id. */
  readonly pageUrl?: string;
  /** The user trusts the workspace: its git repository may be asked what was committed. */
  readonly isTrusted?: boolean;
  /** Commands that the client carries out; what would need another one is not offered. */
  readonly commands?: readonly string[];
  /** Settings, until the client is asked for them, and for clients that cannot be asked. */
  readonly settings?: unknown;
}

/** Answer of `seaworthy/status`: what a document was taken for. */
export interface Status {
  /** The Kubernetes versions that it is checked for. */
  readonly kubernetes: string;
  readonly profile: string;
  /** What each YAML document in it was taken for, and why; one entry with the file's kind for other files. */
  readonly documents: readonly StatusDocument[];
  /** The workspace is still being read. */
  readonly reading: boolean;
  /** The settings exclude the file. */
  readonly ignored: boolean;
  /** The configuration file that holds for it. */
  readonly configuration: string | undefined;
  /** Why a nearer one does not hold: it cannot be read. */
  readonly configurationProblem?: string | undefined;
}

export interface StatusDocument {
  /** One of the kinds of `model/classify.ts`, or `dockerfile`, `go`, `go-module`. */
  readonly kind: string;
  /** The fact that decided, in a few words. */
  readonly reason: string;
  readonly line: number;
}

/** Parameters of `seaworthy/status` and `seaworthy/kubernetesVersions`. */
export interface OfDocument {
  readonly uri: string;
}

/** Answer of `seaworthy/kubernetesVersions`: what can be chosen for a document, and what writing the choice takes. */
export interface KubernetesVersions {
  /** Minors, oldest first. */
  readonly known: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** Parameters of `seaworthy/setKubernetes`; the answer is an edit of the configuration file, or null where none holds for the document. */
export interface SetKubernetes extends OfDocument {
  readonly from: number;
  readonly to: number;
}

/** An item of the answer of `seaworthy/images`: an image of a document that the workspace may build. */
export interface ImageChoice {
  /** Its name without tag. */
  readonly image: string;
  /** The Dockerfile that it is linked to now, as a path below the folder of the workspace, and what links it. */
  readonly current: string | undefined;
  readonly reason: string | undefined;
  readonly candidates: readonly { readonly label: string; readonly path: string }[];
}

/** Parameters of `seaworthy/linkImage`; the answer is an edit that states the link in the configuration file. */
export interface LinkImage extends OfDocument {
  readonly image: string;
  /** A path of the candidates. */
  readonly dockerfile: string;
}

/** Arguments of the command `seaworthy.linkImage`, which lenses carry. */
export type LinkImageArguments = readonly [uri: string, image: string];

/** Parameters of `seaworthy/page`; the answer is Markdown in the user's language, or null. */
export interface OfRule {
  readonly rule: string;
}

/** An item of the answer of `seaworthy/rules`. */
export interface RuleSummary {
  readonly id: string;
  readonly summary: string;
}

/** Parameters of the notification `seaworthy/neighbours`. */
export interface Neighbours {
  /** Rules that another extension covers in this editor. */
  readonly silenced: readonly string[];
  /** Those that the editor's own service for JSON covers. */
  readonly silencedInJson?: readonly string[];
}

/** Parameters of `seaworthy/map`. */
export interface OfMap {
  /** By what the picture is divided. */
  readonly by: 'namespace' | 'application';
  /** One of the groups of an earlier answer: only it and what it has to do with. */
  readonly group?: string;
}

/** Answer of `seaworthy/map`. */
export interface MapView {
  /** Colours come from custom properties `--map-…`; what leads somewhere is a link with `data-id`. */
  readonly svg: string;
  readonly mermaid: string;
  readonly groups: readonly string[];
  /** Where each link of the picture leads to. */
  readonly places: Readonly<Record<string, Place>>;
  readonly objects: number;
  readonly errors: number;
  readonly warnings: number;
}

export interface Place {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** Parameters of `seaworthy/rehearsal`: all workloads, or those of a name or a `Kind/name`. */
export interface OfWorkload {
  readonly name?: string;
}

/** An item of the answer of `seaworthy/rehearsal`: how deploying one workload would go. */
export interface RehearsalView extends Place {
  readonly kind: string;
  readonly name: string;
  readonly breaks: boolean;
  /** How it goes, in the user's language. */
  readonly verdict: string;
  readonly stages: readonly RehearsalStage[];
}

export interface RehearsalStage {
  readonly stage: string;
  /** `unreached`: an earlier stage breaks, and of this one nothing bad is known. */
  readonly verdict: 'passes' | 'risky' | 'breaks' | 'unreached';
  /** What is to be said of the verdict, in the user's language. */
  readonly remark: string | undefined;
  readonly findings: readonly RehearsalFinding[];
}

export interface RehearsalFinding extends Place {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** Arguments of the command `seaworthy.showReferences`, which lenses carry. */
export type ShowReferences = readonly [uri: string, position: { readonly line: number; readonly character: number }, locations: readonly LensLocation[]];

export interface LensLocation {
  readonly uri: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}
