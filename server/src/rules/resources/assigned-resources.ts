import type { Container } from '../../model/container';
import type { Value } from '../../model/object';
import type { Project } from '../../model/project';

/** True where something other than the container itself gives it this request or limit: its pod, or a LimitRange. */
export function isAssigned(container: Container, project: Project, list: 'requests' | 'limits', resource: 'cpu' | 'memory'): boolean {
  const { pod } = container;
  // Resources of the whole pod: on by default from 1.34.
  if (project.kubernetes.to >= 34 && pod.value.given('resources', list, resource)) return true;
  return project.objects('LimitRange', '').some(({ value, namespace }) => {
    const same = namespace === undefined || pod.owner.namespace === undefined || namespace.value === pod.owner.namespace.value;
    return same && value.items('spec', 'limits').some((item) => defaults(item, list, resource));
  });
}

function defaults(item: Value, list: 'requests' | 'limits', resource: string): boolean {
  if (item.string('type')?.value !== 'Container') return false;
  // A default limit becomes the request too.
  return (list === 'requests' && item.given('defaultRequest', resource) !== undefined) || item.given('default', resource) !== undefined;
}
