import { insertFieldAfter, removeField, replaceValue } from '../../fix/fields';
import type { Contents, Named } from '../../model/kustomize/contents';
import type { Patch } from '../../model/kustomize/kustomization';
import { fits, isAmong } from '../../model/kustomize/targets';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import type { Finding } from '../rule';

/** Kinds whose objects certainly have a namespace. */
const NAMESPACED = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Service', 'ConfigMap', 'Secret', 'Ingress', 'ServiceAccount'];
const NOTHING = { group: undefined, version: undefined, kind: undefined, namespace: undefined, labelSelector: undefined, annotationSelector: undefined };

// Others may set a namespace on the way; the own one is set after patches (kusttarget_configplugin.go, configureBuiltinTransformers).
export function isElsewhere({ rendered: { base, object, uncertain } }: Named, namespace: string | undefined, { kustomization }: Contents): boolean {
  if (uncertain || !kustomization.resources.some(({ path }) => path === base.file)) return false;
  const written = object.namespace?.value ?? (!object.value.given('metadata', 'namespace') && NAMESPACED.includes(object.kind.value) ? 'default' : undefined);
  return written !== undefined && !fits({ ...NOTHING, name: namespace }, object, [written]);
}

export function namesOf(kind: string, { objects, generated }: Contents): string[] {
  const ofObjects = objects.filter(({ rendered }) => rendered.object.kind.value === kind).flatMap(({ names }) => names);
  return [...ofObjects, ...generated.filter((one) => one.kind === kind).map(({ name }) => name)];
}

// kustomize looks for the namespace too: `no matches for Id Deployment.v1.apps/web.[noNs]` (resWrangler.GetById).
export function* checkNamespace(root: Value, kind: string, name: string, { file }: Patch, contents: Contents): Iterable<Finding> {
  const metadata = root.get('metadata');
  const written = metadata?.get('namespace');
  const others = otherNamespaces(kind, name, written?.words, contents);
  const [other] = others;
  const place = written ?? metadata?.get('name');
  if (others.length !== 1 || !metadata || !place || isTemplated(`${other}${written?.words}`)) return;
  const fix = other === undefined && written ? { title: message`Remove the namespace`, safe: false, edits: [removeField(written)] } : undefined;
  const edits = other === undefined ? [] : [written ? replaceValue(written, other) : insertFieldAfter(metadata, 'name', 'namespace', other)];
  yield {
    at: file ? file.written.at : place.at,
    message: !written
      ? message`The patch is for the ${kind} ${name} without a namespace, and the kustomization has that of ${other ?? ''}.`
      : other === undefined
        ? message`The patch is for the ${kind} ${name} of the namespace ${written.words ?? ''}, which it does not have yet when patches are applied.`
        : message`The patch is for the ${kind} ${name} of the namespace ${written.words ?? ''}, and the kustomization has that of ${other}.`,
    ...(file && { related: [{ at: place.at, message: message`The patch names it here.` }] }),
    fix: fix ?? { title: message`Use the namespace ${other ?? ''}`, safe: false, edits },
  };
}

/** The namespaces of the objects of a kind and name, where a patch is for none of them. */
function otherNamespaces(kind: string, name: string, namespace: string | undefined, { objects, generated }: Contents): readonly (string | undefined)[] {
  const found = objects.filter(({ rendered, names }) => rendered.object.kind.value === kind && names.includes(name));
  const isMeant = found.some(({ rendered }) => rendered.uncertain || isAmong(namespace, rendered.namespaces));
  if (isMeant || !NAMESPACED.includes(kind) || generated.some((one) => one.kind === kind && one.name === name)) return [];
  return [...new Set(found.map(({ rendered }) => rendered.namespaces.at(-1)))];
}
