import { grouped } from '../../model/grouped';
import { type IngressRoute, ingressRoutes } from '../../model/ingress-routes';
import { isSameObject, liesBeside } from '../../model/neighbours';
import { describe, type KubeObject } from '../../model/object';
import { remember } from '../../model/remember';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'ingress-path-duplicate',
  summary: 'A host and path of an Ingress leads to two Services.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'object',
  kinds: ['Ingress'],

  *check(object, project) {
    if (!isIngress(object)) return;
    const own = new Map<string, IngressRoute>();
    const holders = holdersOfRoutes(project.objects('Ingress'));
    for (const route of ingressRoutes(object)) {
      const before = own.get(route.key);
      const other = holders.get(route.key)?.find((one) => !isSameObject(one, object) && competes(one, object));
      const one = other && ingressRoutes(other).find(({ key }) => key === route.key);
      if (!before) own.set(route.key, route);
      if (before)
        yield {
          at: route.value.at,
          message: message`${route.shown} stands twice in this Ingress; only one of the two gets the requests.`,
          related: [{ at: before.value.at, message: message`It stands here already.` }],
        };
      else if (one && one.service !== route.service && isBefore(other, object))
        yield {
          at: route.value.at,
          message: message`${route.shown} belongs to ${describe(other)} already.`,
          related: [{ at: one.value.at, message: message`It stands here already.` }],
        };
    }
  },
});

/** Ingresses by the keys of their routes. */
const holdersOfRoutes = remember((objects: readonly KubeObject[]) =>
  grouped(objects.filter(isIngress), (object) => new Set(ingressRoutes(object).map(({ key }) => key))),
);

function isIngress({ kind, group }: KubeObject): boolean {
  return kind.value === 'Ingress' && (group === 'networking.k8s.io' || group === 'extensions');
}

/** Files of other folders may be for other clusters; canaries share their routes on purpose. */
function competes(left: KubeObject, right: KubeObject): boolean {
  const isVariant = left.name?.value === right.name?.value && left.namespace?.value === right.namespace?.value;
  const isCanary = [left, right].some(({ annotations }) => [...annotations.keys()].some((key) => /canary|mergeable|group\.(?:name|order)/.test(key)));
  return liesBeside(left, right) && !isVariant && !isCanary && classOf(left) === classOf(right);
}

function classOf({ value, annotations }: KubeObject): string | undefined {
  return value.string('spec', 'ingressClassName')?.value ?? annotations.get('kubernetes.io/ingress.class')?.value;
}

/** The first one in the order of the files is taken for the owner. */
function isBefore(left: KubeObject, right: KubeObject): boolean {
  return left.file === right.file ? left.at.start < right.at.start : left.file < right.file;
}
