import { replaceValue } from '../../fix/fields';
import { liesBeside } from '../../model/neighbours';
import { describe, type KubeObject, readLabels, type Value } from '../../model/object';
import type { Project } from '../../model/project';
import { labelsAreKnown } from '../../model/selector';
import { serviceOf } from '../../model/service';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';
import { destinationsOf, isOfIstio, rulesAbout, serviceNameOf } from './destinations';

export default rule({
  id: 'mesh-subset-unknown',
  summary: 'Traffic of an Istio mesh goes to a subset that is not defined or that has no pods.',
  severity: 'error',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['DestinationRule', 'VirtualService'],

  *check(object, project) {
    if (!isOfIstio(object)) return;
    if (object.kind.value === 'VirtualService') yield* checkRoutes(object, project);
    if (object.kind.value === 'DestinationRule') yield* checkSubsets(object, project);
  },
});

function* checkRoutes(object: KubeObject, project: Project): Iterable<Finding> {
  for (const { host, subset, written } of destinationsOf(object)) {
    const service = subset && serviceNameOf(host.value, object);
    const rules = service ? rulesAbout(service, project) : [];
    const names = rules.flatMap(({ value }) => value.items('spec', 'subsets').map((one) => one.string('name')?.value));
    const [first] = rules;
    // Where no rule beside speaks of the Service, it may be kept elsewhere.
    if (
      !subset ||
      !first ||
      !rules.some((one) => liesBeside(one, object) || project.areDeployedTogether(one, object)) ||
      names.includes(undefined) ||
      names.includes(subset.value)
    )
      continue;
    const known = names.flatMap((name) => name ?? []);
    const [near] = suggest(subset.value, known);
    const place = written.parent?.get('subset');
    yield {
      at: subset.at,
      message:
        known.length === 0
          ? message`No DestinationRule for ${host.value} has a subset ${subset.value}.`
          : message`No DestinationRule for ${host.value} has a subset ${subset.value}; there is ${known}.`,
      related: [{ at: first.at, message: message`The rule is defined here.` }],
      ...(near !== undefined && place && { fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(place, near)] } }),
    };
  }
}

function* checkSubsets(object: KubeObject, project: Project): Iterable<Finding> {
  const host = object.value.string('spec', 'host')?.value;
  const name = host === undefined ? undefined : serviceNameOf(host, object);
  const [service, ...others] = name ? project.find('Service', name.name, object, name.namespace) : [];
  const selector = service && serviceOf(service)?.selector;
  if (!service || others.length > 0 || !selector?.certain || selector.matchLabels.size === 0) return;
  const pods = project.selectedPods(selector, service);
  if (pods.length === 0 || pods.some(({ template }) => !labelsAreKnown(template.get('metadata', 'labels')))) return;
  for (const subset of object.value.items('spec', 'subsets')) {
    const labels = subset.given('labels');
    if (!labels || !labelsAreKnown(labels)) continue;
    const wanted = [...readLabels(labels)];
    if (pods.some((pod) => wanted.every(([key, { value }]) => pod.labels.get(key)?.value === value))) continue;
    const [key, asked] = wanted.find(([one, { value }]) => pods.every((pod) => pod.labels.get(one)?.value !== value)) ?? wanted[0] ?? [];
    if (key === undefined || !asked) continue;
    const found = [...new Set(pods.flatMap((pod) => pod.labels.get(key)?.value ?? []))];
    const [near] = suggest(asked.value, found);
    const place: Value | undefined = labels.get(key);
    yield {
      at: asked.at,
      severity: 'warning',
      message: message`None of the pods of ${describe(service)} has the label ${`${key}=${asked.value}`}.`,
      related: [{ at: service.at, message: message`The Service is defined here.` }],
      ...(near !== undefined && place && { fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(place, near)] } }),
    };
  }
}
