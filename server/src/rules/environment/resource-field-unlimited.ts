import { setField } from '../../fix/fields';
import { Raw } from '../../fix/write-yaml';
import type { Container } from '../../model/container';
import type { Pod } from '../../model/pod';
import { hasTemplate } from '../../model/templated';
import { message } from '../../text/message';
import { isAssigned } from '../resources/assigned-resources';
import { type Fix, rule } from '../rule';
import { type ResourceReference, resourceReferences } from './resource-references';

export default rule({
  id: 'resource-field-unlimited',
  summary: 'A variable or file tells a limit that the container does not have.',
  severity: 'info',
  stage: 'run',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check(pod, project) {
    for (const reference of resourceReferences(pod)) {
      const resource = reference.value.string('resource');
      const kind = resource?.value === 'limits.memory' ? 'memory' : resource?.value === 'limits.cpu' ? 'cpu' : undefined;
      const container = kind && containerOf(reference, pod);
      if (!resource || !kind || !container || container.limits.has(kind) || mayHaveLimits(container)) continue;
      // Told by a rule of its own, which knows what Go makes of it.
      if (kind === 'memory' && reference.variable === 'GOMEMLIMIT' && container === reference.container) continue;
      if (isAssigned(container, project, 'limits', kind)) continue;
      // pkg/api/v1/resource/helpers.go, ExtractResourceValueByContainerNameAndNodeAllocatable.
      const what = kind === 'memory' ? message`memory` : message`number of cores`;
      const fix = addLimit(container, kind);
      yield {
        at: resource.at,
        message: container.name
          ? message`Container ${container.name.value} has no such limit, so this is the ${what} of the whole node.`
          : message`The container has no such limit, so this is the ${what} of the whole node.`,
        ...(fix && { fix }),
      };
    }
  },
});

function containerOf({ value, container }: ResourceReference, { allContainers }: Pod): Container | undefined {
  const name = value.get('containerName');
  if (!name || name.words === '' || name.kind === 'null') return container;
  return allContainers.find((one) => one.name?.value === name.words);
}

/** What a template fills in, and what a container has that is added to a running pod, is not known. */
function mayHaveLimits({ role, value }: Container): boolean {
  const [resources, limits] = [value.given('resources'), value.given('resources', 'limits')];
  if (role === 'ephemeral' || hasTemplate(value)) return true;
  return [resources, limits].some((one) => one !== undefined && (one.kind !== 'map' || hasTemplate(one)));
}

function addLimit({ value, requests }: Container, kind: 'cpu' | 'memory'): Fix | undefined {
  const request = requests.get(kind);
  // Never less than is requested: the server would refuse that.
  const limit = new Raw(`\${1:${request?.amount === undefined ? (kind === 'memory' ? '256Mi' : '1') : request.value}}`);
  const edits = setField(value, ['resources', 'limits', kind], limit, { snippet: true });
  return edits.length === 0 ? undefined : { title: kind === 'memory' ? message`Add a memory limit` : message`Add a CPU limit`, safe: false, edits };
}
