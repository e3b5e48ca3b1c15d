import { belonging } from '../../model/belonging';
import { isSameObject } from '../../model/neighbours';
import type { KubeObject } from '../../model/object';
import type { Pod } from '../../model/pod';
import type { ProjectIndex } from '../../model/project-index';
import type { Selector } from '../../model/selector';
import type { Service } from '../../model/service';

/** The workloads whose pods an object picks: those of its own environment, where others hold the same. */
export function ownersPicked(selector: Selector, from: KubeObject, project: ProjectIndex): readonly KubeObject[] {
  return belonging(from.file, project.selectedWorkloads(selector, from), project.kustomize);
}

/** The Services before a pod. */
export function servicesOf(pod: Pod, project: ProjectIndex): readonly Service[] {
  return project.servicesOf(pod).filter(({ selector, object }) => {
    const owners = selector ? ownersPicked(selector, object, project) : [];
    return owners.length === 0 || owners.some((owner) => isSameObject(owner, pod.owner));
  });
}
