import type { Located } from '../../text/span';
import { table } from '../../text/table';
import { type KubeObject, known } from '../object';
import { isNamePart, referencesOf, valuesAt } from './edges';

/** A place in an object that says in which namespace something lies. */
export interface NamespacePlace {
  readonly name: Located<string>;
  /** It is a part of what is written: `namespace/name`. */
  readonly isPart: boolean;
}

/** Where kinds say more about namespaces than where they lie: their selectors, and what they deploy to. */
const WAYS: Readonly<Record<string, readonly string[]>> = table({
  ServiceMonitor: ['spec.namespaceSelector.matchNames[]'],
  PodMonitor: ['spec.namespaceSelector.matchNames[]'],
  Application: ['spec.destination.namespace'],
  ApplicationSet: ['spec.template.spec.destination.namespace'],
  Kustomization: ['spec.targetNamespace'],
  HelmRelease: ['spec.targetNamespace', 'spec.storageNamespace'],
});

/** The places of an object that name namespaces. They are no references of the table: everything lies in a namespace, and nothing depends on it. */
export function namespacesIn(object: KubeObject): NamespacePlace[] {
  const whole = (name: Located<string> | undefined) => (name ? [{ name, isPart: false }] : []);
  const listed = (WAYS[object.kind.value] ?? []).flatMap((way) => valuesAt(object.value, way).flatMap((value) => whole(known(value.string()))));
  const beside = referencesOf(object).flatMap((reference) =>
    reference.namespaceBeside ? [{ name: reference.namespaceBeside, isPart: isNamePart(reference) }] : [],
  );
  return [...whole(known(object.namespace)), ...listed, ...beside];
}
