import type { KubeObject, Labels } from '../object';
import type { PatchTarget } from './kustomization';
import { readQuery } from './label-query';

/** To kustomize, no namespace and `default` are the same (kyaml/resid, EffectiveNamespace). */
export function isAmong(namespace: string | undefined, namespaces: readonly (string | undefined)[]): boolean {
  return namespaces.some((one) => (one ?? 'default') === (namespace ?? 'default'));
}

/** Whether a target means an object, which may also be called by another of its names. */
export function fits(
  target: PatchTarget,
  object: KubeObject,
  names: readonly string[] = [object.name?.value ?? ''],
  namespaces: readonly (string | undefined)[] = [object.namespace?.value],
): boolean {
  const matches = (pattern: string | undefined, text: string) => pattern === undefined || pattern === '' || matchesWhole(pattern, text);
  const labelled = (query: string | undefined, labels: Labels) => query === undefined || readQuery(query)?.(labels) === true;
  return (
    matches(target.group, object.group) &&
    matches(target.version, object.version) &&
    matches(target.kind, object.kind.value) &&
    names.some((one) => matches(target.name, one)) &&
    namespaces.some((one) => matches(target.namespace, one ?? 'default')) &&
    labelled(target.labelSelector, object.labels) &&
    labelled(target.annotationSelector, object.annotations)
  );
}

/** Targets are mostly plain names; of regular expressions only the usual ones are taken, so that none can hang. */
function matchesWhole(pattern: string, text: string): boolean {
  if (!/[\\^$.*+?()[\]{}|]/.test(pattern)) return pattern === text;
  if (pattern.length > 200 || /[()][*+{]|\\\d/.test(pattern)) return false;
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    // Not a pattern of ours: RE2 and JavaScript differ in corners, and then nobody knows what is meant.
    return false;
  }
}
