import type { Container } from '../../model/container';
import { runsForever } from '../../model/pod';
import type { Project } from '../../model/project';

/** True where a container that answers requests says nothing about when it is ready for them. */
export function lacksReadiness(container: Container, project: Project): boolean {
  const { pod, ports, value } = container;
  if (!isServer(container) || value.get('readinessProbe')) return false;
  const [service] = project.servicesOf(pod);
  // Beside others, a container without ports is hardly the one that is asked; alone behind a Service it is.
  const isAsked = ports.length > 0 || (service !== undefined && pod.containers.length === 1);
  // Agents on every node answer nobody unless a Service stands before them.
  return isAsked && (service !== undefined || !['DaemonSet', 'Pod', 'PodTemplate'].includes(pod.owner.kind.value));
}

/** True where a container that is to run for ever has nothing that would tell when it hangs. */
export function lacksLiveness(container: Container): boolean {
  return isServer(container) && !container.value.get('livenessProbe') && !isIdle(container);
}

/** Without an image it is part of a patch, or half typed. */
function isServer({ role, pod, value }: Container): boolean {
  return role === 'main' && value.given('image') !== undefined && runsForever(pod);
}

/** Kept alive so that somebody can log in: there is nothing to hang. */
function isIdle({ command, arguments: args }: Container): boolean {
  const words = [...command, ...args].map(({ value }) => value.trim()).join(' ');
  return /(?:^|[/;\s])(?:sleep (?:infinity|inf|\d{3,}\w?)|tail -f \/dev\/null|while (?:true|:); *do sleep \d+; *done);?$/.test(words);
}
