import { type Container, type Quantity, type Resources, readResources } from './container';
import { liesBeside } from './neighbours';
import type { KubeObject } from './object';
import { sameNamespace } from './object-index';
import type { Project } from './project';

/** One item of a LimitRange, with what the server fills in (`SetDefaults_LimitRangeItem` in pkg/apis/core/v1/defaults.go). */
export interface LimitRangeItem {
  readonly object: KubeObject;
  readonly type: string;
  readonly min: Resources;
  readonly max: Resources;
  /** The limits that containers without any get. */
  readonly defaults: Resources;
  readonly defaultRequests: Resources;
  readonly ratio: Resources;
}

export interface Quota {
  readonly object: KubeObject;
  /** What the namespace may use, by names such as `requests.cpu` or `pods`. */
  readonly hard: Resources;
}

/** The LimitRanges that certainly hold for an object: written into its namespace, or applied together with it. */
export function limitRangesFor(object: KubeObject, project: Project): LimitRangeItem[] {
  return inSameNamespace(project.objects('LimitRange', ''), object, project).flatMap((range) =>
    range.value.items('spec', 'limits').flatMap((item) => {
      const type = item.string('type')?.value;
      if (type === undefined) return [];
      const read = (field: string) => readResources(item.get(field));
      const [min, max] = [read('min'), read('max')];
      const isContainer = type === 'Container';
      const defaults = isContainer ? new Map([...max, ...read('default')]) : new Map<string, Quantity>();
      const defaultRequests = isContainer ? new Map([...min, ...defaults, ...read('defaultRequest')]) : new Map<string, Quantity>();
      return [{ object: range, type, min, max, defaults, defaultRequests, ratio: read('maxLimitRequestRatio') }];
    }),
  );
}

/** The quotas that certainly hold for an object. Those for some pods alone are left out. */
export function quotasFor(object: KubeObject, project: Project): Quota[] {
  return inSameNamespace(project.objects('ResourceQuota', ''), object, project)
    .filter(({ value }) => !value.given('spec', 'scopes') && !value.given('spec', 'scopeSelector'))
    .map((quota) => ({ object: quota, hard: readResources(quota.value.get('spec', 'hard')) }));
}

/** What a container asks for of a resource: a limit without a request is the request, too. */
export function requestOf({ requests, limits }: Container, resource: string): Quantity | undefined {
  return requests.get(resource) ?? limits.get(resource);
}

function inSameNamespace(objects: readonly KubeObject[], from: KubeObject, project: Project): KubeObject[] {
  return objects.filter((object) => {
    if (object.namespace && from.namespace) return object.namespace.value === from.namespace.value;
    return sameNamespace(object.namespace?.value, from.namespace?.value) && (liesBeside(object, from) || project.areDeployedTogether(object, from));
  });
}
