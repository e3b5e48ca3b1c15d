import type { Container } from '../../model/container';
import type { KubeObject } from '../../model/object';
import { type Pod, runsForever } from '../../model/pod';
import type { Project } from '../../model/project';
import { configReferences } from '../../model/references';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'config-not-reloaded',
  summary: 'A change to a ConfigMap or Secret does not reach the pods that run.',
  severity: 'hint',
  stage: 'update',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'container',

  *check(container, project) {
    const { pod } = container;
    if (container.role === 'init' || container.role === 'ephemeral' || !runsForever(pod) || isRestarted(pod)) return;
    yield* checkSubPaths(container, project);
    // One place is enough: the remedy is the same for all.
    const reference = configReferences(pod).find(
      (one) => one.container === container && (one.via === 'env' || one.via === 'envFrom') && mayChange(one.kind, one.name.value, pod.owner, project),
    );
    if (!reference) return;
    const { kind, name } = reference;
    yield { at: name.at, message: message`Environment variables are read once: a change to the ${kind} ${name.value} comes only with a restart.` };
  },
});

function* checkSubPaths({ pod, mounts }: Container, project: Project): Iterable<Finding> {
  for (const { name, subPath } of mounts) {
    if (!name || !subPath) continue;
    const source = pod.volumes.find((volume) => volume.name?.value === name.value)?.sources[0];
    const kind = source?.kind === 'configMap' ? 'ConfigMap' : source?.kind === 'secret' ? 'Secret' : undefined;
    const config = source?.value.string(kind === 'Secret' ? 'secretName' : 'name');
    if (!kind || !config || !mayChange(kind, config.value, pod.owner, project)) continue;
    yield {
      at: subPath.at,
      message: message`A file mounted with subPath is never updated: a change to the ${kind} ${config.value} comes only with a restart.`,
    };
  }
}

/** Something restarts the pods: a checksum in the template, or a controller that watches what they use. */
function isRestarted({ annotations, owner }: Pod): boolean {
  const keys = [...annotations.keys(), ...owner.annotations.keys()];
  return keys.some((key) => /checksum|hash|reloader|configmap\.reload|secret\.reload|restart/i.test(key));
}

/** Not where it is immutable, or kustomize gives it a new name with each change. */
function mayChange(kind: 'ConfigMap' | 'Secret', name: string, from: KubeObject, project: Project): boolean {
  const found = project.find(kind, name, from);
  return found.length > 0 && found.every(({ value }) => value.boolean('immutable')?.value !== true);
}
