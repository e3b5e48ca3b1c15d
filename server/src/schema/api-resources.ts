import { allKinds, isCoreGroup } from './pack';

/** A resource as RBAC names it: the plural of a kind, and the group that serves it. */
export interface ApiResource {
  readonly name: string;
  readonly kind: string;
  readonly group: string;
  readonly namespaced: boolean;
}

/** What RBAC can name that is no kind: see "Referring to resources" and "User impersonation" in the documentation of Kubernetes. */
const VIRTUAL: readonly ApiResource[] = [
  { name: 'users', kind: '', group: '', namespaced: false },
  { name: 'groups', kind: '', group: '', namespaced: false },
  { name: 'uids', kind: '', group: 'authentication.k8s.io', namespaced: false },
  { name: 'userextras', kind: '', group: 'authentication.k8s.io', namespaced: false },
  { name: 'signers', kind: '', group: 'certificates.k8s.io', namespaced: false },
  // Served once; manifests that name them still are harmless.
  { name: 'podsecuritypolicies', kind: 'PodSecurityPolicy', group: 'policy', namespaced: false },
  { name: 'podsecuritypolicies', kind: 'PodSecurityPolicy', group: 'extensions', namespaced: false },
  { name: 'ingresses', kind: 'Ingress', group: 'extensions', namespaced: true },
];

let byName: Map<string, ApiResource[]> | undefined;
let byKind: Map<string, ApiResource> | undefined;

/** The resources of a name in Kubernetes' own groups; none where no group has it. */
export function apiResources(name: string): readonly ApiResource[] {
  byName ??= index();
  return byName.get(name) ?? [];
}

/** All names of resources in Kubernetes' own groups. */
export function apiResourceNames(): Iterable<string> {
  byName ??= index();
  return byName.keys();
}

/** The resource that somebody means who writes a kind, in any case, instead of its plural. */
export function apiResourceOfKind(kind: string): ApiResource | undefined {
  byKind ??= new Map(allKinds().map((facts) => [facts.kind.toLowerCase(), { ...facts, name: facts.plural }]));
  return byKind.get(kind.toLowerCase());
}

/** True where all resources of an API group are known here. */
export function isKnownGroup(group: string): boolean {
  return group === '' || isCoreGroup(group);
}

function index(): Map<string, ApiResource[]> {
  const found = new Map<string, ApiResource[]>();
  for (const resource of [...allKinds().map(({ plural, kind, group, namespaced }) => ({ name: plural, kind, group, namespaced })), ...VIRTUAL]) {
    const list = found.get(resource.name);
    if (!list) found.set(resource.name, [resource]);
    else if (!list.some(({ group }) => group === resource.group)) list.push(resource);
  }
  return found;
}
