import { setField } from '../../fix/fields';
import type { KubeObject } from '../../model/object';
import { describe } from '../../model/object';
import { sameNamespace } from '../../model/object-index';
import { policyRules } from '../../model/policy-rule';
import type { Project } from '../../model/project';
import { remember } from '../../model/remember';
import { isEmpty } from '../../model/selector';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

/** A type that is none is told elsewhere. */
const TYPES = ['ClusterIP', 'NodePort', 'LoadBalancer'];
/** What says which Service a slice belongs to. */
const OWNER = 'kubernetes.io/service-name';
const WRITING = ['create', 'update', 'patch', '*'];
/** They send the traffic of one Service to others, which is then there for its name alone. */
const SPLITTERS = [
  'TrafficSplit',
  'VirtualService',
  'ServiceRouter',
  'ServiceSplitter',
  'Canary',
  'Rollout',
  'HTTPRoute',
  'GRPCRoute',
  'TCPRoute',
  'IngressRoute',
];

export default rule({
  id: 'service-without-selector',
  summary: 'A Service selects no pods, and nothing else says where it leads.',
  severity: 'info',
  stage: 'traffic',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'service',

  *check({ object, type, selector, ports, headless }, project) {
    const spec = object.value.get('spec');
    const { name } = object;
    if (!name || spec?.kind !== 'map' || !TYPES.includes(type) || (selector ? !isEmpty(selector) : spec.given('selector'))) return;
    // Half typed, or a part of a patch.
    if (ports.length === 0 && !headless) return;
    // Other software reads its annotations, or owns it.
    if (object.annotations.size > 0 || object.value.given('metadata', 'ownerReferences') || spec.given('loadBalancerClass')) return;
    if (hasEndpoints(object, name.value, project) || project.mayExistElsewhere('Endpoints', name.value, object)) return;
    if (mayBeWritten(project) || SPLITTERS.some((kind) => project.objects(kind).length > 0)) return;
    // A kustomization puts its labels into selectors, too.
    if (project.documentsOf('kustomization').some(({ root }) => root?.given('commonLabels') ?? root?.given('labels'))) return;
    const fix = selectNamesake(object, project);
    yield {
      at: spec.get('selector')?.keyAt ?? object.at,
      message: message`This Service has no selector, and no Endpoints or EndpointSlice of its name says where it leads.`,
      ...(fix && { fix }),
    };
  },
});

function hasEndpoints(service: KubeObject, name: string, project: Project): boolean {
  if (project.find('Endpoints', name, service).length > 0) return true;
  return project
    .objects('EndpointSlice')
    .some(({ labels, namespace }) => labels.get(OWNER)?.value === name && sameNamespace(namespace?.value, service.namespace?.value));
}

/** Whether something in the workspace may write endpoints when it runs, as those do that elect their leader so. */
function mayBeWritten(project: Project): boolean {
  return writes(project.objects('Role')) || writes(project.objects('ClusterRole'));
}

const writes = remember((roles: readonly KubeObject[]) =>
  roles.some((role) =>
    policyRules(role).some(
      ({ resources, verbs, certain }) =>
        !certain || (resources.some(({ value }) => value === '*' || value.startsWith('endpoint')) && verbs.some(({ value }) => WRITING.includes(value))),
    ),
  ),
);

function selectNamesake(service: KubeObject, project: Project): Fix | undefined {
  const spec = service.value.get('spec');
  const [only, ...others] = project
    .workloadsBeside(service)
    .filter(({ object }) => object.name?.value === service.name?.value && sameNamespace(object.namespace?.value, service.namespace?.value));
  const selector = only?.selector;
  if (!only || others.length > 0 || !spec || !selector?.certain || selector.matchLabels.size === 0) return undefined;
  const labels = Object.fromEntries([...selector.matchLabels].map(([key, { value }]) => [key, value]));
  return { title: message`Select the pods of ${describe(only.object)}`, safe: false, edits: setField(spec, ['selector'], labels) };
}
