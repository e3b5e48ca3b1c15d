import { isSameObject, liesBeside } from '../../model/neighbours';
import { describe, type KubeObject } from '../../model/object';
import { sameNamespace } from '../../model/object-index';
import type { Project } from '../../model/project';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'autoscalers-share-target',
  summary: 'Two autoscalers scale the same workload.',
  severity: 'warning',
  stage: 'run',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'object',
  kinds: ['HorizontalPodAutoscaler', 'ScaledObject', 'VerticalPodAutoscaler'],

  *check(object, project) {
    const target = targetOf(object);
    if (!target) return;
    const { kind, name } = target;
    const other = project.referrers(kind, name).find((one) => isRival(one, object, project));
    if (!other) return;
    yield {
      at: target.at,
      message: message`${describe(other)} scales the ${kind} ${name} too, and each undoes what the other does.`,
      related: [{ at: other.at, message: message`The other autoscaler is defined here.` }],
    };
  },
});

/** Of two the later one is reported. */
function isRival(other: KubeObject, object: KubeObject, project: Project): boolean {
  const isLater = other.file === object.file ? other.at.start < object.at.start : other.file < object.file;
  if (!isLater || isSameObject(other, object) || !targetOf(other) || !sameNamespace(other.namespace?.value, object.namespace?.value)) return false;
  if (other.kind.value === object.kind.value && other.name?.value === object.name?.value) return false;
  // A vertical one may choose the sizes while a horizontal one counts something else than their use.
  const [vertical, ...others] = [other, object].filter(({ kind }) => kind.value === 'VerticalPodAutoscaler');
  const horizontal = vertical === other ? object : other;
  if (vertical && (others.length > 0 || !usesResources(horizontal))) return false;
  return project.areDeployedTogether(other, object) || (liesBeside(other, object) && other.kind.value !== object.kind.value);
}

function targetOf({ kind, group, value, at }: KubeObject) {
  const isHorizontal = (kind.value === 'HorizontalPodAutoscaler' && group === 'autoscaling') || (kind.value === 'ScaledObject' && group === 'keda.sh');
  const isVertical = kind.value === 'VerticalPodAutoscaler' && value.string('spec', 'updatePolicy', 'updateMode')?.value !== 'Off';
  const way = isHorizontal ? 'scaleTargetRef' : isVertical ? 'targetRef' : undefined;
  const name = way === undefined ? undefined : value.string('spec', way, 'name');
  if (way === undefined || !name) return undefined;
  return { kind: value.string('spec', way, 'kind')?.value ?? 'Deployment', name: name.value, at: name.at ?? at };
}

function usesResources({ value }: KubeObject): boolean {
  const metrics = value.items('spec', 'metrics');
  return metrics.length === 0 || metrics.some((metric) => ['Resource', 'ContainerResource'].includes(metric.string('type')?.value ?? ''));
}
