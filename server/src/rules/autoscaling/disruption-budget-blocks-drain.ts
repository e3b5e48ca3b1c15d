import { renameKey, replaceValue } from '../../fix/fields';
import { autoscalersOf } from '../../model/autoscaler';
import { countOf, readIntOrPercent } from '../../model/int-or-percent';
import { liesBeside } from '../../model/neighbours';
import { describe, type KubeObject, type Value } from '../../model/object';
import type { Project } from '../../model/project';
import { readSelector } from '../../model/selector';
import { workloadOf } from '../../model/workload';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'disruption-budget-blocks-drain',
  summary: 'A PodDisruptionBudget never lets a pod go.',
  severity: 'warning',
  stage: 'update',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: [
    'kube-linter:pdb-max-unavailable',
    'kube-linter:pdb-min-available',
    'polaris:pdbDisruptionsIsZero',
    'polaris:pdbMinAvailableGreaterThanHPAMinReplicas',
  ],
  scope: 'object',
  kinds: ['PodDisruptionBudget'],

  *check(object, project) {
    const { group, value } = object;
    if (group !== 'policy') return;
    const unavailable = value.given('spec', 'maxUnavailable');
    const available = value.given('spec', 'minAvailable');
    const most = readIntOrPercent(unavailable);
    const least = readIntOrPercent(available);
    if (unavailable && most && most.kind !== 'malformed' && most.amount === 0)
      yield {
        at: unavailable.at,
        message: message`No pod may ever be missing, so that no node with one of these pods can be drained.`,
        fix: letOneGo(unavailable),
      };
    if (!available || !least || least.kind === 'malformed' || unavailable) return;
    // The server refuses more than all.
    if (least.kind === 'percent' && least.amount > 100) return;
    if (least.kind === 'percent' && least.amount === 100) {
      yield {
        at: available.at,
        message: message`All pods must always be there, so that no node with one of these pods can be drained.`,
        fix: letOneGo(available),
      };
      return;
    }
    const found = replicasOf(object, project);
    const needed = found && countOf(least, found.replicas, 'up');
    if (!found || needed === undefined || found.replicas === 0 || needed < found.replicas) return;
    yield {
      at: available.at,
      message: message`At least ${needed} of the pods must always be there, but ${describe(found.owner)} has only ${found.replicas}, so that none can be moved to another node.`,
      related: [{ at: found.at, message: message`The number of pods is stated here.` }],
      fix: letOneGo(available),
    };
  },
});

/** The least number of pods that the one workload of a budget runs; undefined where there are several or it is not known. */
function replicasOf(budget: KubeObject, project: Project) {
  const selector = readSelector(budget.value.get('spec', 'selector'));
  if (!selector?.certain) return undefined;
  const workloads = project
    .selectedWorkloads(selector, budget)
    .filter((owner) => liesBeside(owner, budget) || project.areDeployedTogether(owner, budget))
    .flatMap((owner) => workloadOf(owner) ?? []);
  const [only, ...others] = workloads;
  if (!only || others.length > 0 || !['Deployment', 'StatefulSet', 'ReplicaSet'].includes(only.kind)) return undefined;
  const [autoscaler, ...more] = autoscalersOf(only, project);
  if (more.length > 0 || (only.object.value.given('spec', 'replicas') && !only.replicas)) return undefined;
  if (autoscaler) return { owner: autoscaler.object, replicas: autoscaler.least?.value ?? 1, at: autoscaler.least?.at ?? autoscaler.object.at };
  return { owner: only.object, replicas: only.replicas?.value ?? 1, at: only.replicas?.at ?? only.object.at };
}

function letOneGo(value: Value): Fix {
  const rename = value.step === 'maxUnavailable' ? [] : [renameKey({ at: value.keyAt }, 'maxUnavailable')];
  return { title: message`Let one pod be missing`, safe: false, edits: [...rename, replaceValue(value, 1)] };
}
