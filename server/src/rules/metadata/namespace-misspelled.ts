import { replaceValue } from '../../fix/fields';
import type { SourceDocument } from '../../model/document';
import type { Contents } from '../../model/kustomize/contents';
import { isSystemNamespace } from '../../model/neighbours';
import type { KubeObject } from '../../model/object';
import { remember } from '../../model/remember';
import { kindFacts } from '../../schema/pack';
import { slipsBetween, suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Shorter names that are alike are mostly two names. */
const SHORTEST = 5;

export default rule({
  id: 'namespace-misspelled',
  summary: 'An object is put into a namespace whose name differs by a slip from one that is defined.',
  severity: 'warning',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',

  *check(object, project) {
    const { namespace, group, version, kind } = object;
    if (!namespace || namespace.value === 'default' || isSystemNamespace(namespace.value)) return;
    const defined = namesOf(project.objects('Namespace', ''));
    if (defined.size === 0 || defined.has(namespace.value) || kindFacts(group, version, kind.value)?.namespaced === false) return;
    const near = meantBy(project.objects('Namespace', ''))(namespace.value);
    const written = object.value.get('metadata', 'namespace');
    if (near === undefined || !written || project.mayExistElsewhere('Namespace', namespace.value, object)) return;
    // A kustomization puts all that it takes into its namespace, whatever the files say.
    const moving = project.documentsOf('kustomization').filter(({ root }) => root?.given('namespace'));
    if (moving.some(({ file }) => takes(project.contentsOf(file), object))) return;
    // What most objects say is no slip, unless nobody uses the one that is defined.
    const used = usesOf(project.documentsOf('kubernetes'));
    const others = used.get(near) ?? 0;
    if (others > 0 && (used.get(namespace.value) ?? 0) > others) return;
    const [definition] = project.find('Namespace', near, object, undefined);
    yield {
      at: namespace.at,
      message: message`No file defines the namespace ${namespace.value}; did you mean ${near}?`,
      ...(definition && { related: [{ at: definition.at, message: message`This one is defined.` }] }),
      slip: true,
      fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] },
    };
  },
});

/** Whether a kustomization takes an object; true where that cannot be told. */
function takes(contents: Contents | undefined, { file }: KubeObject): boolean {
  return contents?.objects.some(({ rendered }) => rendered.base.file === file) ?? true;
}

const namesOf = remember((namespaces: readonly KubeObject[]) => new Set(namespaces.flatMap(({ name }) => name?.value ?? [])));

/** How many objects each namespace has. */
const usesOf = remember((documents: readonly SourceDocument[]) => {
  const uses = new Map<string, number>();
  for (const { objects } of documents) for (const { namespace } of objects) if (namespace) uses.set(namespace.value, (uses.get(namespace.value) ?? 0) + 1);
  return uses;
});

/** Each name is looked at once. */
const meantBy = remember((namespaces: readonly KubeObject[]) => {
  const known = new Map<string, string | undefined>();
  return (name: string) => {
    if (!known.has(name)) known.set(name, meant(name, namesOf(namespaces)));
    return known.get(name);
  };
});

/** Numbers tell teams and stages apart. */
function meant(name: string, defined: ReadonlySet<string>): string | undefined {
  const bare = (text: string) => text.replace(/\d+/g, '');
  const candidates = [...defined].filter((one) => bare(one) !== bare(name) && Math.min(one.length, name.length) >= SHORTEST && slipsBetween(one, name) <= 2);
  return suggest(name, candidates)[0];
}
