import { table } from '../text/table';
import { type Definition, type FieldFacts, newest, unversioned } from './definition';
import { isEnforced } from './required';

/** What must stand in a field, as data with a hole for each value that only the user knows. */
export type Skeleton = Hole | readonly Skeleton[] | { readonly [field: string]: Skeleton };

export class Hole {
  constructor(
    /** What stands there until the user writes something else. */
    readonly example: string,
    /** The values to choose from, where there are few. */
    readonly choices: readonly string[] = [],
  ) {}
}

/** Examples for fields that are often missing; for others their type says enough. */
const EXAMPLES: Readonly<Record<string, string>> = table({
  image: 'registry.example.com/app:1.0.0',
  mountPath: '/data',
  path: '/',
  containerPort: '8080',
  port: '8080',
  schedule: '0 3 * * *',
  claimName: 'data',
  key: 'key',
  topologyKey: 'kubernetes.io/hostname',
  maxReplicas: '5',
  minAvailable: '1',
  storage: '1Gi',
  pathType: 'Prefix',
  operator: 'Exists',
  fieldPath: 'metadata.name',
  admissionReviewVersions: 'v1',
});

/** Examples for fields of one definition. */
const OWN_EXAMPLES: Readonly<Record<string, string>> = table({
  'rbac.RoleRef#kind': 'ClusterRole',
  'rbac.RoleRef#apiGroup': 'rbac.authorization.k8s.io',
  'rbac.Subject#kind': 'ServiceAccount',
  'rbac.PolicyRule#verbs': 'get',
  'autoscaling.CrossVersionObjectReference#kind': 'Deployment',
});

/** The least that a field takes: its required fields, and theirs. */
export function skeletonOf(field: FieldFacts, owner: Definition, depth = 0): Skeleton {
  const segment = newest(field);
  const [outer] = segment?.wraps ?? '';
  const leaf = (): Skeleton => {
    if (segment?.inner && depth < 6) return requiredOf(segment.inner, depth + 1);
    if (segment?.leaf === 'boolean') return new Hole('true', ['true', 'false']);
    const numeric = segment?.leaf === 'integer' || segment?.leaf === 'number';
    const choices = field.allowed?.map(({ value }) => value) ?? [];
    const example = OWN_EXAMPLES[`${unversioned(owner)}#${field.name}`] ?? EXAMPLES[field.name];
    const first = example !== undefined && (choices.length === 0 || choices.includes(example)) ? example : choices[0];
    const ordered = first === undefined ? choices : [first, ...choices.filter((choice) => choice !== first)];
    return new Hole(first ?? (numeric ? '1' : field.name), choices.length > 0 ? ordered.slice(0, 8) : []);
  };
  if (outer === '{') return { name: new Hole('value') };
  return outer === '[' ? [leaf()] : leaf();
}

function requiredOf(definition: Definition, depth: number): Skeleton {
  const required = [...definition.fields.values()].filter((field) => newest(field)?.required && isEnforced(definition, field.name));
  return Object.fromEntries(required.map((field): [string, Skeleton] => [field.name, skeletonOf(field, definition, depth)]));
}
