import { type Message, message } from '../text/message';
import { table } from '../text/table';
import type { Value } from '../yaml/value';
import { type Definition, unversioned } from './definition';
import { labelKeyFault, labelValueFault, repairLabelKey, repairLabelValue } from './labels';
import { type NameGrammar, nameFault, repairName } from './names';
import { writtenFields, writtenMaps } from './written-fields';

/** What a text must look like, and whether the server asks for it although the schema does not. */
export interface TextRule {
  /** What is wrong with the text, to be put behind it in a sentence. */
  readonly fault: (text: string, holder: Value) => Message | undefined;
  readonly repair?: (text: string) => string | undefined;
  /** `needed`: the field must be there; `filled`: an empty text is refused; `free`: it is the same as none. */
  readonly presence: 'needed' | 'filled' | 'free';
}

/** A field of an object for which there is such a rule. */
export interface TextSite {
  readonly holder: Value;
  readonly field: string;
  /** Undefined where the field is not there. */
  readonly value: Value | undefined;
  readonly rule: TextRule;
}

/**
 * By definition and field, the same in all versions of a group. From `validation.go` of each group in pkg/apis of
 * Kubernetes; the grammars are those of apimachinery/pkg/util/validation. What a rule of its own judges is not here.
 */
const TEXTS: Readonly<Record<string, Readonly<Record<string, TextRule>>>> = table({
  'meta.LabelSelectorRequirement': { key: labelKey('free'), values: { fault: labelValueFault, repair: repairLabelValue, presence: 'free' } },
  'core.NodeSelectorRequirement': { key: { ...labelKey('free'), fault: (text, holder) => (isOfFields(holder) ? undefined : labelKeyFault(text)) } },
  'core.Toleration': { key: labelKey('free') },
  'core.PodAffinityTerm': { topologyKey: labelKey('free') },
  'core.PodSchedulingGate': { name: labelKey('filled') },
  'core.TopologySelectorLabelRequirement': { key: labelKey('filled') },
  'core.PodReadinessGate': { conditionType: labelKey('filled') },
  'core.CSIVolumeSource': { driver: { fault: driverFault, presence: 'filled' } },
  'node.RuntimeClass': { handler: name('label', 'filled') },
  'core.ServicePort': { appProtocol: labelKey('filled') },
  'core.ServiceSpec': { loadBalancerClass: labelKey('filled') },
  'core.ConfigMapKeySelector': { name: name('subdomain', 'needed') },
  'core.SecretKeySelector': { name: name('subdomain', 'needed') },
  'core.ConfigMapEnvSource': { name: name('subdomain', 'needed') },
  'core.SecretEnvSource': { name: name('subdomain', 'needed') },
  'core.VolumeMount': { mountPath: any('filled') },
  'core.PodDNSConfig': { searches: { fault: searchFault, presence: 'free' } },
  'core.PodDNSConfigOption': { name: any('needed') },
  'core.PersistentVolumeClaimSpec': { storageClassName: name('subdomain', 'free') },
  'core.CSIPersistentVolumeSource': { driver: { fault: driverFault, presence: 'filled' }, volumeHandle: any('filled') },
  'storage.StorageClass': { provisioner: { fault: (text) => labelKeyFault(text.toLowerCase()), presence: 'filled' } },
  'resource.DeviceRequest': { name: name('label', 'filled') },
  'resource.DeviceSubRequest': { name: name('label', 'filled') },
  'storage.VolumeAttributesClass': { driverName: { fault: driverFault, presence: 'filled' }, parameters: any('needed') },
  'apps.StatefulSetSpec': { serviceName: name('label', 'free') },
  'batch.JobSpec': { managedBy: { fault: (text) => domainPathFault(text, 63), presence: 'filled' } },
  'networking.IngressTLS': { secretName: name('subdomain', 'free') },
  'networking.IngressServiceBackend': { name: name('label', 'filled') },
  'networking.IngressClassSpec': { controller: { fault: (text) => domainPathFault(text, 250), presence: 'needed' } },
  'autoscaling.MetricIdentifier': { name: { fault: segmentFault, presence: 'filled' } },
  'autoscaling.ContainerResourceMetricSource': { container: any('filled'), name: any('filled') },
  'autoscaling.ResourceMetricSource': { name: any('filled') },
  'autoscaling.CrossVersionObjectReference': { kind: { fault: segmentFault, presence: 'filled' }, name: { fault: segmentFault, presence: 'filled' } },
  'rbac.RoleRef': { name: { fault: segmentFault, presence: 'filled' } },
  'rbac.Subject': { name: { fault: subjectFault, presence: 'filled' } },
  'admissionregistration.ServiceReference': { name: any('filled'), namespace: any('filled') },
});

/** `metav1.Time`, which is refused while decoding when it is none. */
const TIME: TextRule = { fault: timeFault, presence: 'filled' };

/** All places of an object of Kubernetes' own for which there is a rule, by what the API defines. */
export function* textSites(object: Value, root: Definition): Iterable<TextSite> {
  for (const { value: holder, definition } of writtenMaps(object, root)) {
    for (const [field, rule] of rulesOf(definition)) {
      const found = holder.get(field);
      if (found?.kind === 'list') for (const item of found.items()) yield { holder, field, value: item, rule };
      else yield { holder, field, value: found?.kind === 'null' ? undefined : found, rule };
    }
  }
  for (const { written, segment } of writtenFields(object, root)) {
    const { value, name: field } = written;
    if (segment.leaf === 'time' && segment.wraps === '' && value.kind === 'string' && value.parent) yield { holder: value.parent, field, value, rule: TIME };
  }
}

const known = new WeakMap<Definition, readonly (readonly [string, TextRule])[]>();

function rulesOf(definition: Definition): readonly (readonly [string, TextRule])[] {
  const found = known.get(definition);
  if (found) return found;
  const rules = Object.entries(TEXTS[unversioned(definition)] ?? {});
  known.set(definition, rules);
  return rules;
}

function name(grammar: NameGrammar, presence: TextRule['presence']): TextRule {
  return { fault: (text) => nameFault(text, grammar), repair: (text) => repairName(text, grammar), presence };
}

function labelKey(presence: TextRule['presence']): TextRule {
  return { fault: (text) => labelKeyFault(text), repair: repairLabelKey, presence };
}

function any(presence: TextRule['presence']): TextRule {
  return { fault: () => undefined, presence };
}

/** Requirements of `matchFields` name fields of a node. */
function isOfFields(requirement: Value): boolean {
  return requirement.parent?.step === 'matchFields';
}

/** A part of a URL: path.IsValidPathSegmentName. */
function segmentFault(text: string): Message | undefined {
  if (text === '.' || text === '..') return message`must not consist of dots`;
  const wrong = /[/%]/.exec(text)?.[0];
  return wrong === undefined ? undefined : message`holds ${wrong}, which stands in the way of its URL`;
}

function subjectFault(text: string, subject: Value): Message | undefined {
  return subject.string('kind')?.value === 'ServiceAccount' ? nameFault(text, 'subdomain') : undefined;
}

/** ValidatePodDNSConfig; a dot at the end is fine, and underscores are since 1.33 (RelaxedDNSSearchValidation). */
function searchFault(text: string): Message | undefined {
  return text === '.' ? undefined : nameFault(text.replace(/\.$/, '').replaceAll('_', 'x').toLowerCase(), 'subdomain');
}

/** ValidateCSIDriverName. */
function driverFault(text: string): Message | undefined {
  const longest = 63;
  return text.length > longest ? message`has ${text.length} characters, but at most ${longest} are allowed` : nameFault(text.toLowerCase(), 'subdomain');
}

/** IsDomainPrefixedPath: a host name, a slash, and a path. */
function domainPathFault(text: string, longest: number): Message | undefined {
  if (text.length > longest) return message`has ${text.length} characters, but at most ${longest} are allowed`;
  const [, domain, path] = /^([^/]*)\/(.+)$/.exec(text) ?? [];
  if (domain === undefined || path === undefined) return message`has no domain with a slash in front, as in ${'example.com/name'}`;
  const fault = nameFault(domain, 'subdomain');
  if (fault) return message`has the prefix ${domain}, which ${fault}`;
  const wrong = /[^A-Za-z0-9/\-._~!$&'()*+,;=:]/.exec(path)?.[0];
  return wrong === undefined ? undefined : message`holds ${wrong}, which no path may hold`;
}

/** RFC 3339, as Go reads it: day and time, and how far from UTC that is. */
function timeFault(text: string): Message | undefined {
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text.replace(',', '.')));
  return isTime ? undefined : message`is no time such as ${'2026-01-31T12:00:00Z'}`;
}
