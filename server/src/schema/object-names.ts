import { type Message, message } from '../text/message';
import { table } from '../text/table';
import { nameFault, repairName } from './names';
import { isCoreGroup } from './pack';

/** What is wrong with the name of an object. */
export interface ObjectNameFault {
  /** To be put behind the name in a sentence. */
  readonly fault: Message;
  /** The newest minor that refuses the name; undefined where all do. */
  readonly until?: number;
  /** A legal name close to it. */
  readonly repaired: string | undefined;
}

/** RBAC names stand in the URL and may hold almost anything (pkg/apis/rbac/validation, path.IsValidPathSegmentName). */
const PATH_SEGMENTS = new Set(['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding', 'APIService']);

/** Names that become the name of a host: no dots (StatefulSet: kubernetes/kubernetes#114172; before, its pods failed). */
const LABELS = new Set(['Namespace', 'StatefulSet', 'Service']);

/** Names that are longer by so much in what the controller makes of them. */
const LONGEST: Readonly<Record<string, number>> = table({
  // pkg/apis/batch/validation: a timestamp of 11 characters follows.
  CronJob: 52,
  // The name becomes the label `job-name`.
  Job: 63,
  // The label `controller-revision-hash` of its pods is the name with a hyphen and up to 10 digits (kubernetes/kubernetes#64023).
  StatefulSet: 52,
});

/** Kinds of Kubernetes' own groups whose name is something else than a name. */
const OTHERS = new Set([
  'IPAddress',
  'CertificateSigningRequest',
  'ClusterTrustBundle',
  'Event',
  'ComponentStatus',
  'CustomResourceDefinition',
  'ControllerRevision',
  'StorageVersion',
]);

/** Service names may begin with a digit since 1.36 (KEP 5311, RelaxedServiceNameValidation on by default). */
const SERVICE_RELAXED = 36;

/** Judges the name of an object for a range of minors, as the registry of its kind does. */
export function objectNameFault(
  name: string,
  { group, kind }: { group: string; kind: string },
  range: { from: number; to: number },
  /** How long the name may be by what else the object says. */
  room = Number.POSITIVE_INFINITY,
): ObjectNameFault | undefined {
  if (isCoreGroup(group) && OTHERS.has(kind)) return undefined;
  if (isCoreGroup(group) && PATH_SEGMENTS.has(kind)) {
    const wrong = /[/%]/.exec(name)?.[0];
    if (name === '.' || name === '..') return { fault: message`must not consist of dots`, repaired: undefined };
    return wrong === undefined ? undefined : { fault: message`holds ${wrong}, which stands in the way of its URL`, repaired: name.replace(/[/%]/g, '-') };
  }
  const grammar = isCoreGroup(group) && LABELS.has(kind) ? 'label' : 'subdomain';
  const longest = Math.min(room, (isCoreGroup(group) ? LONGEST[kind] : undefined) ?? Number.POSITIVE_INFINITY);
  const fault = nameFault(name, grammar);
  if (fault) return { fault, repaired: within(repairName(name, grammar), longest) };
  if (name.length > longest) return { fault: message`has ${name.length} characters, but at most ${longest} are allowed`, repaired: undefined };
  if (kind === 'Service' && group === '' && /^\d/.test(name) && range.from < SERVICE_RELAXED) {
    const fault = message`begins with a digit, where a letter is needed`;
    return { fault, repaired: undefined, ...(range.to >= SERVICE_RELAXED && { until: SERVICE_RELAXED - 1 }) };
  }
  return undefined;
}

function within(name: string | undefined, longest: number): string | undefined {
  return name !== undefined && name.length <= longest ? name : undefined;
}
