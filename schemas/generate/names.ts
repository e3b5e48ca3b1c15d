import { type ClientNode, modelsIn } from './client-node';
import { groupPrefix } from './facts';

/** All short names that some source states in full, by `v1/Pod`. */
export type Universe = ReadonlyMap<string, ReadonlySet<string>>;

export function makeUniverse(names: Iterable<string>): Universe {
  const universe = new Map<string, Set<string>>();
  for (const name of [...names, ...META]) {
    const [group, version, kind, ...more] = name.split('.');
    if (group === undefined || version === undefined || kind === undefined || more.length > 0) continue;
    const key = `${version}/${kind}`;
    universe.set(key, (universe.get(key) ?? new Set()).add(name));
  }
  return universe;
}

/** Types of apimachinery that only client-node has as models. */
const META = ['Time', 'MicroTime', 'FieldsV1', 'Patch', 'WatchEvent', 'APIResource', 'APIVersions'].map((kind) => `meta.v1.${kind}`);

/** Models that are named alike in every release; some have no file of their own. */
export const SPECIAL: ReadonlyMap<string, string> = new Map([
  ['V1GroupResource', 'meta.v1.GroupResource'],
  ['V1MicroTime', 'meta.v1.MicroTime'],
  ['V1Time', 'meta.v1.Time'],
  ['RuntimeRawExtension', 'runtime.RawExtension'],
  ['VersionInfo', 'version.Info'],
  ['IntOrString', 'IntOrString'],
]);

/** What the generator writes in front of the version where two groups have a type of one name. */
const PREFIXES = new Map([
  ['flowcontrolapiserver', 'flowcontrol'],
  ['internalapiserver', 'apiserverinternal'],
  ['rbacauthorization', 'rbac'],
]);

/** `FlowcontrolV1Subject` -> `flowcontrol`, `v1`, `Subject`. */
export function splitModelName(name: string): { readonly prefix: string; readonly version: string; readonly kind: string } | undefined {
  const match = /^([A-Z][A-Za-z]*?)??(V\d+(?:alpha\d+|beta\d+)?)([A-Z]\w*)$/.exec(name);
  return match ? { prefix: (match[1] ?? '').toLowerCase(), version: (match[2] as string).toLowerCase(), kind: match[3] as string } : undefined;
}

/**
 * Finds the short names of a release's models, which carry their group only where two groups would clash. In order:
 * the group in the API's path, the prefix, the names that other sources state, the group of what a model refers to, and
 * the group of what refers to it. `near` are the names that sources of about the same minor have. Throws for a model
 * that none of this tells.
 */
export function nameModels({ models, paths }: ClientNode, universe: Universe, near: ReadonlySet<string>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const wanted = reachable({ models, paths });
  const served = new Set(paths.map(({ path }) => prefixOf(path)));
  const byPath = new Map(kindPaths(paths).map(({ model, name }) => [model, name]));
  for (const model of wanted) {
    const found =
      byPath.get(model) ??
      SPECIAL.get(model) ??
      nameByUniverse(model, models, universe, (name) => near.has(name) && served.has(name.slice(0, name.lastIndexOf('.'))));
    if (found !== undefined) names.set(model, found);
  }
  for (const model of wanted) nameList(model, models, names);
  nameByReferrer(wanted, models, names);
  for (const { path, body, answer } of paths)
    for (const model of [body, answer]) if (model !== undefined && wanted.has(model)) nameBySubresource(path, model, names);
  const nameless = [...wanted].filter((model) => !names.has(model));
  if (nameless.length > 0) throw new Error(`models without a name: ${nameless.join(', ')}`);
  return names;
}

/** Models that the API of this release reaches. */
function reachable({ models, paths }: Pick<ClientNode, 'models' | 'paths'>): Set<string> {
  const roots = paths.flatMap(({ body, answer }) => [body, answer]);
  const found = new Set([...roots, 'V1WatchEvent', 'V1DeleteOptions', 'V1Eviction'].filter((name): name is string => name !== undefined && models.has(name)));
  for (const name of found) {
    for (const { type } of models.get(name)?.fields ?? []) for (const inner of modelsIn(type)) if (models.has(inner)) found.add(inner);
  }
  return found;
}

/** A collection of the API, or one object in it, with the model that is sent or comes back. */
export interface KindPath {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly model: string;
  readonly name: string;
}

/** The paths under which objects of a kind are made or read; not what lies below an object (`/status`, `/scale`). */
export function kindPaths(paths: ClientNode['paths']): KindPath[] {
  return paths.flatMap(({ path, method, body, answer }) => {
    const match = PATH.exec(path)?.groups;
    const model = method === 'POST' && match?.one === undefined ? body : method === 'GET' && match?.one !== undefined ? answer : undefined;
    const split = model === undefined ? undefined : splitModelName(model);
    const version = match?.core ?? match?.version;
    if (!match || model === undefined || version === undefined || split?.version !== version) return [];
    const group = match.group ?? '';
    const name = `${groupPrefix(group)}.${version}.${split.kind}`;
    return [{ group, version, plural: match.plural ?? '', namespaced: match.namespaced !== undefined, model, name }];
  });
}

const PATH =
  /^\/(?:api\/(?<core>v\d\w*)|apis\/(?<group>[^/{]+)\/(?<version>v\d\w*))\/(?<namespaced>namespaces\/\{namespace\}\/)?(?<plural>[a-z]+)(?<one>\/\{name\})?$/;

/** What only a path below an object takes or gives, such as `EphemeralContainers`, belongs to the group of that object. */
function nameBySubresource(path: string, model: string, names: Map<string, string>): void {
  const split = splitModelName(model);
  const prefix = prefixOf(path);
  if (split && prefix.endsWith(`.${split.version}`) && !names.has(model)) names.set(model, `${prefix}.${split.kind}`);
}

/** What the names of a path's group and version begin with: `/apis/apps/v1/…` -> `apps.v1`. */
function prefixOf(path: string): string {
  const [, group = '', version = ''] = /^\/(?:api|apis\/([^/]+))\/(v\d\w*)\//.exec(path) ?? [];
  return `${groupPrefix(group)}.${version}`;
}

function nameByUniverse(model: string, models: ClientNode['models'], universe: Universe, isNear: (name: string) => boolean): string | undefined {
  const split = splitModelName(model);
  if (!split) return undefined;
  const { prefix, version, kind } = split;
  if (prefix !== '') return `${PREFIXES.get(prefix) ?? prefix}.${version}.${kind}`;
  const all = [...(universe.get(`${version}/${kind}`) ?? [])];
  const ofMinor = all.filter(isNear);
  const candidates = all.length > 1 && ofMinor.length > 0 ? ofMinor : all;
  if (candidates.length < 2) return candidates[0];
  const referred = (models.get(model)?.fields ?? [])
    .flatMap(({ type }) => modelsIn(type))
    .map(splitModelName)
    .filter((other) => other !== undefined && other.version === version && other.kind.startsWith(kind))
    .flatMap((other) => [...(universe.get(`${version}/${other?.kind}`) ?? [])].map((name) => name.split('.')[0]));
  const agreeing = candidates.filter((name) => referred.includes(name.split('.')[0]));
  return agreeing.length === 1 ? agreeing[0] : undefined;
}

function nameList(model: string, models: ClientNode['models'], names: Map<string, string>): void {
  if (names.has(model) || !model.endsWith('List')) return;
  const item = models.get(model)?.fields.find(({ name }) => name === 'items');
  const itemName = names.get(model.slice(0, -4)) ?? names.get(modelsIn(item?.type ?? '')[0] ?? '');
  const [group, version] = itemName?.split('.') ?? [];
  const kind = splitModelName(model)?.kind;
  if (group !== undefined && version !== undefined && kind !== undefined) names.set(model, `${group}.${version}.${kind}`);
}

function nameByReferrer(wanted: ReadonlySet<string>, models: ClientNode['models'], names: Map<string, string>): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const model of wanted) {
      const [group, version] = names.get(model)?.split('.') ?? [];
      for (const inner of (models.get(model)?.fields ?? []).flatMap(({ type }) => modelsIn(type))) {
        const split = splitModelName(inner);
        if (group === undefined || !models.has(inner) || names.has(inner) || !split || split.version !== version) continue;
        names.set(inner, `${group}.${version}.${split.kind}`);
        changed = true;
      }
    }
  }
}
