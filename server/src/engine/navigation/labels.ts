import { belonging } from '../../model/belonging';
import { selectionsOf } from '../../model/graph/edges';
import type { Labels } from '../../model/object';
import { sameNamespace } from '../../model/object-index';
import type { ProjectIndex } from '../../model/project-index';
import type { Selector } from '../../model/selector';
import { workloadOf } from '../../model/workload';
import type { Span } from '../../text/span';
import type { Entity, Places } from './entities';

/** The kinds whose selectors may ask for a pod's label. */
const SELECTING = ['Service', 'PodDisruptionBudget', 'NetworkPolicy', 'PodMonitor'];

/**
 * The places of a label with its value: defined on the pods of workloads, asked for by selectors in their namespace.
 * The spans cover the value, which is what differs from one workload to the next.
 */
export function labelPlaces({ key, value, namespace }: Extract<Entity, { kind: 'label' }>, project: ProjectIndex, from: string): Places {
  const valueIn = (labels: Labels): Span[] => {
    const found = labels.get(key);
    return found?.value === value ? [found.at] : [];
  };
  const asked = ({ matchLabels, expressions }: Selector): Span[] => [
    ...valueIn(matchLabels),
    ...expressions.flatMap((one) => (one.key.value === key ? one.values.flatMap((listed) => (listed.value === value ? listed.at : [])) : [])),
  ];
  const workloads = belonging(from, project.workloadsWith(key, value, namespace), project.kustomize);
  const definitions = workloads.flatMap((object) => valueIn(workloadOf(object)?.pod.labels ?? new Map()));
  const selectors = belonging(
    from,
    SELECTING.flatMap((kind) => project.objects(kind)).filter((object) => sameNamespace(object.namespace?.value, namespace)),
    project.kustomize,
  );
  const references = [...workloads, ...selectors].flatMap((object) =>
    selectionsOf(object)
      .filter(({ picks }) => picks === 'pods')
      .flatMap(({ selector }) => asked(selector)),
  );
  return { definitions, references };
}
