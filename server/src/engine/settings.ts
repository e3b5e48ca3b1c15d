import { type DockerfilePolicy, NO_POLICY } from '../model/dockerfile-policy';
import { DEFAULT_RANGE, type KubernetesRange } from '../model/kubernetes-range';
import type { Profile, Severity } from '../rules/rule';

/** What the user has set, from `.seaworthy.yaml`, the editor and the command line. */
export interface Settings {
  readonly kubernetes: KubernetesRange;
  readonly profile: Exclude<Profile, 'optional'>;
  /** By rule id, or another tool's id. */
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** Glob patterns of files that are not checked, relative to the folder of the configuration. */
  readonly ignore: readonly string[];
  /** Image name without tag -> path of the Dockerfile it is built from. */
  readonly images: ReadonlyMap<string, string>;
  /** Objects that exist outside the workspace: `Kind/name` or `Kind/namespace/name`. */
  readonly external: readonly string[];
  /** Files or folders with CustomResourceDefinitions outside the checked ones. */
  readonly crds: readonly string[];
  readonly dockerfile: DockerfilePolicy;
  readonly language: Language | undefined;
}

/** `off` for silence, `on` for the rule's own severity, or another severity. */
export type RuleSetting = Severity | 'off' | 'on';

export type Language = 'en' | 'zh-cn';

export const DEFAULT_SETTINGS: Settings = {
  kubernetes: DEFAULT_RANGE,
  profile: 'recommended',
  rules: new Map(),
  ignore: [],
  images: new Map(),
  external: [],
  crds: [],
  dockerfile: NO_POLICY,
  language: undefined,
};
