import type { Container } from '../../model/container';
import type { KubeObject } from '../../model/object';
import type { Project } from '../../model/project';
import { serviceOf } from '../../model/service';

/**
 * The Service for which the kubelet sets a variable such as `USER_PORT`, where it does: for Services with an address, in
 * the pod's namespace, unless the pod wants none of it.
 */
export function serviceSetting(key: string, { pod }: Container, project: Project): KubeObject | undefined {
  if (!key.endsWith('_PORT') || pod.value.get('enableServiceLinks')?.plain === false) return undefined;
  return project.objects('Service', '').find((object) => {
    const { name, namespace } = object;
    if (namespace && pod.owner.namespace && namespace.value !== pod.owner.namespace.value) return false;
    if (!name || `${name.value.toUpperCase().replaceAll('-', '_')}_PORT` !== key) return false;
    const service = serviceOf(object);
    return service !== undefined && !service.headless && service.type !== 'ExternalName' && service.ports.length > 0;
  });
}
