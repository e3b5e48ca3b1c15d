import { replaceValue } from '../../fix/fields';
import type { Contents, Named } from '../../model/kustomize/contents';
import { readTarget } from '../../model/kustomize/kustomization';
import { replacementsOf } from '../../model/kustomize/replacements';
import { fits } from '../../model/kustomize/targets';
import { known, type Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

/** What is filled in between: by the server, or by other fields of the kustomization. */
const FILLED_IN = /^(?:metadata\.(?:namespace|labels|annotations)|status)\b/;

export default rule({
  id: 'kustomization-replacement-lost',
  summary: 'A replacement takes its value from, or puts it into, an object that is not in the kustomization.',
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
    for (const replacement of replacementsOf(contents.kustomization, contents.rootsIn)) {
      const source = replacement.get('source');
      if (source?.kind === 'map') for (const finding of checkSource(source, contents)) yield placedIn(file, finding, contents);
      for (const target of replacement.items('targets'))
        for (const finding of checkTarget(target.get('select'), contents)) yield placedIn(file, finding, contents);
    }
  },
});

/** What stands in a file of its own is told where the kustomization names that file: it is what cannot be built. */
function placedIn(file: string, finding: Finding, { kustomization }: Contents): Finding {
  const named = finding.at.file === file ? undefined : kustomization.replacementFiles.find(({ path }) => path === finding.at.file);
  if (!named) return finding;
  return { ...finding, at: named.written.at, related: [{ at: finding.at, message: message`The replacement names it here.` }, ...(finding.related ?? [])] };
}

// kustomize, api/filters/replacement: the source must be exactly one object and have the field.
function* checkSource(source: Value, contents: Contents): Iterable<Finding> {
  const found = selected(source, contents);
  if (found === undefined) return;
  if (found.length === 0) {
    yield missing(source, contents, 'source');
    return;
  }
  const field = known(source.string('fieldPath'));
  const [only, ...others] = found;
  const patched = contents.patched.find(({ base }) => base === only?.rendered.base);
  // Dots within a key are written as `\.`, items as `[name=web]`, and `*` stands for all.
  if (!field || !patched || patched.uncertain || others.length > 0 || /[[\]\\*]/.test(field.value) || FILLED_IN.test(field.value)) return;
  if (patched.object.value.get(...field.value.split('.'))) return;
  yield {
    at: field.at,
    message: message`The ${patched.object.kind.value} ${patched.object.name?.value ?? ''} has no field ${field.value} to take a value from.`,
    related: [{ at: patched.object.at, message: message`The object is defined here.` }],
  };
}

/** A target that nothing fits to is no mistake to kustomize. */
function* checkTarget(select: Value | undefined, contents: Contents): Iterable<Finding> {
  if (select?.kind === 'map' && selected(select, contents)?.length === 0) yield { ...missing(select, contents, 'target'), severity: 'warning' };
}

/** The objects that a selector means, generated ones as undefined; undefined where that is not certain. */
function selected(select: Value, contents: Contents): readonly Named[] | undefined {
  const word = (key: string) => select.string(key)?.value;
  const words = ['group', 'version', 'kind', 'name', 'namespace', 'labelSelector', 'annotationSelector'].map(word);
  if (words.some((one) => one !== undefined && isTemplated(one)) || select.given('labelSelector') || select.given('annotationSelector')) return undefined;
  // Namespaces are often set on the way, and prefixes of the kustomization itself change the name before.
  const wanted = { ...readTarget(select), namespace: undefined };
  if (contents.generated.some(({ kind, name }) => (wanted.kind ?? kind) === kind && (wanted.name ?? name) === name)) return undefined;
  const { namePrefix, nameSuffix } = contents.kustomization;
  const found = contents.objects.filter(({ rendered, names }) =>
    fits(wanted, rendered.object, [...names, ...names.map((name) => namePrefix + name + nameSuffix)]),
  );
  return found.length === 0 && contents.objects.some(({ rendered }) => rendered.uncertain) ? undefined : found;
}

function missing(select: Value, { objects, generated }: Contents, part: 'source' | 'target'): Finding {
  const kind = select.string('kind')?.value;
  const written = select.get('name');
  const names = [
    ...objects.filter(({ rendered }) => kind === undefined || rendered.object.kind.value === kind).flatMap((one) => one.names),
    ...generated.filter((one) => one.kind === kind).map(({ name }) => name),
  ];
  const [near] = written ? suggest(written.words ?? '', names) : [];
  const at = written?.at ?? select.get('kind')?.at ?? select.keyAt;
  if (near !== undefined && written)
    return {
      at,
      message:
        part === 'source'
          ? message`Nothing in the kustomization fits to this source; did you mean ${near}?`
          : message`Nothing in the kustomization fits to this target, so that nothing is replaced; did you mean ${near}?`,
      fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] },
    };
  return {
    at,
    message:
      part === 'source'
        ? message`Nothing in the kustomization fits to this source.`
        : message`Nothing in the kustomization fits to this target, so that nothing is replaced.`,
  };
}
