import { grouped } from '../../model/grouped';
import { isSameObject, liesBeside } from '../../model/neighbours';
import { describe, type KubeObject } from '../../model/object';
import type { Project } from '../../model/project';
import { remember } from '../../model/remember';
import { readSelector } from '../../model/selector';
import { message } from '../../text/message';
import { folderOf } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'disruption-budgets-overlap',
  summary: 'Two PodDisruptionBudgets are for the same pods.',
  severity: 'warning',
  stage: 'update',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['popeye:POP-209'],
  scope: 'object',
  kinds: ['PodDisruptionBudget'],

  *check(object, project) {
    if (!isBudget(object)) return;
    const own = coveredBy(object, project);
    if (own.length === 0) return;
    const all = project.objects('PodDisruptionBudget', 'policy');
    // Only a kustomization brings together what lies in several folders.
    for (const other of project.documentsOf('kustomization').length > 0 ? all : (byFolder(all).get(folderOf(object.file)) ?? [])) {
      // The list is in the order of the files, and only what comes before is a rival.
      if (other.file > object.file) break;
      if (!isRival(other, object, project)) continue;
      const shared = coveredBy(other, project).find((workload) => own.some((one) => isSameObject(one, workload)));
      if (!shared) continue;
      yield {
        at: object.at,
        message: message`${describe(other)} is for the pods of ${describe(shared)} too, and pods with two budgets cannot be evicted.`,
        related: [{ at: other.at, message: message`The other budget is defined here.` }],
      };
      return;
    }
  },
});

const byFolder = remember((budgets: readonly KubeObject[]) => grouped(budgets, ({ file }) => [folderOf(file)]));

function isBudget({ kind, group }: KubeObject): boolean {
  return kind.value === 'PodDisruptionBudget' && group === 'policy';
}

/** Of two the later one is reported. */
function isRival(other: KubeObject, object: KubeObject, project: Project): boolean {
  const isLater = other.file === object.file ? other.at.start < object.at.start : other.file < object.file;
  const isVariant = other.name?.value === object.name?.value && other.namespace?.value === object.namespace?.value;
  if (!isLater || isVariant || isSameObject(other, object)) return false;
  return (
    (!other.namespace || !object.namespace || other.namespace.value === object.namespace.value) &&
    (project.areDeployedTogether(other, object) || liesBeside(other, object))
  );
}

/** The workloads whose pods a budget covers. */
function coveredBy(budget: KubeObject, project: Project): readonly KubeObject[] {
  const selector = readSelector(budget.value.get('spec', 'selector'));
  return selector?.certain
    ? project.selectedWorkloads(selector, budget).filter((owner) => liesBeside(owner, budget) || project.areDeployedTogether(owner, budget))
    : [];
}
