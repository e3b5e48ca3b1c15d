import { removeField, replaceValue } from '../../fix/fields';
import type { Contents } from '../../model/kustomize/contents';
import { inlineRoots, standsIn } from '../../model/kustomize/evaluate';
import type { Patch, PatchTarget } from '../../model/kustomize/kustomization';
import { readQuery } from '../../model/kustomize/label-query';
import { fits } from '../../model/kustomize/targets';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';
import { checkNamespace, isElsewhere, namesOf } from './patched-objects';

/** The kinds whose count `replicas` sets (kustomize, builtinpluginconsts/replicas.go). */
const COUNTED = ['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController'];

export default rule({
  id: 'kustomization-target-missing',
  summary: 'A kustomization changes an object that is not in it.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kustomization'],

  *check({ root, file }, project) {
    // What a component is applied to is known to the kustomization that takes it.
    if (root?.string('kind')?.value === 'Component') return;
    const contents = project.contentsOf(file);
    if (!contents?.complete) return;
    for (const patch of contents.kustomization.patches) yield* checkPatch(patch, contents);
    for (const { item, name } of root?.items('replicas').map((item) => ({ item, name: item.string('name') })) ?? []) {
      const names = contents.objects.filter(({ rendered }) => COUNTED.includes(rendered.object.kind.value)).flatMap((one) => one.names);
      if (!name || isTemplated(name.value) || names.includes(name.value)) continue;
      const [near] = suggest(name.value, names);
      yield {
        at: name.at,
        message:
          near === undefined
            ? message`No workload of the kustomization is named ${name.value}.`
            : message`No workload of the kustomization is named ${name.value}; did you mean ${near}?`,
        ...use(item.get('name'), near),
      };
    }
  },
});

function* checkPatch(patch: Patch, contents: Contents): Iterable<Finding> {
  const { target, item, file } = patch;
  if (target) return yield* checkTarget(target, item.get('target') as Value, contents);
  for (const root of file ? contents.rootsIn(file.path) : inlineRoots(patch)) {
    const kind = root.string('kind')?.value;
    const name = root.string('metadata', 'name');
    if (kind === undefined || !name || isTemplated(name.value)) continue;
    const ofKind = namesOf(kind, contents);
    if (ofKind.includes(name.value)) {
      yield* checkNamespace(root, kind, name.value, patch, contents);
      continue;
    }
    const [near] = suggest(name.value, ofKind);
    const isExact = file !== undefined || standsIn(patch, name);
    yield {
      // What a patch is for stands in the patch; the kustomization is what cannot be built.
      at: file ? file.written.at : isExact ? name.at : (patch.inline ?? item).at,
      message:
        near === undefined
          ? message`The patch is for the ${kind} ${name.value}, which is not in the kustomization.`
          : message`The patch is for the ${kind} ${name.value}, which is not in the kustomization; did you mean ${near}?`,
      ...(file && { related: [{ at: name.at, message: message`The patch names it here.` }] }),
      ...use(isExact ? root.get('metadata', 'name') : undefined, near),
    };
  }
}

/** A target that fits to nothing is no mistake to kustomize: the patch is left out without a word. */
function* checkTarget(target: PatchTarget, written: Value, contents: Contents): Iterable<Finding> {
  const { kind, name } = target;
  const queries = [target.labelSelector, target.annotationSelector].flatMap((text) => text ?? []);
  const isUnclear = queries.some((text) => isTemplated(text) || !readQuery(text));
  if (isUnclear || [target.group, kind, name, target.namespace].some((text) => text !== undefined && isTemplated(text))) return;
  const isGenerated = contents.generated.some((one) => (kind === undefined || new RegExp(`^(?:${one.kind}|.*[.*+|(\\[].*)$`).test(kind)) && one.name !== '');
  const wanted = { ...target, namespace: undefined };
  const fitting = contents.objects.filter(({ rendered, names }) => fits(wanted, rendered.object, names) || rendered.uncertain);
  const namespace = written.get('namespace');
  if (!isGenerated && namespace && fitting.length > 0 && fitting.every((one) => isElsewhere(one, target.namespace, contents)))
    yield {
      at: namespace.at,
      severity: 'warning',
      message: message`What fits to this target is not in the namespace ${target.namespace ?? ''} when patches are applied, so that the patch changes nothing.`,
      fix: { title: message`Remove the namespace`, safe: false, edits: [removeField(namespace)] },
    };
  if (isGenerated || fitting.length > 0) return;
  const [near] = kind === undefined || name === undefined ? [] : suggest(name, namesOf(kind, contents));
  const place = written.get(near === undefined && name === undefined ? 'kind' : 'name') ?? written;
  yield {
    at: place.entry ? (place.kind === 'map' ? place.keyAt : place.at) : written.keyAt,
    severity: 'warning',
    message:
      near === undefined
        ? message`Nothing in the kustomization fits to this target, so that the patch changes nothing.`
        : message`Nothing in the kustomization fits to this target, so that the patch changes nothing; did you mean ${near}?`,
    ...use(written.get('name'), near),
  };
}

function use(value: Value | undefined, near: string | undefined): { fix?: Fix } {
  return value && near !== undefined ? { fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(value, near)] } } : {};
}
