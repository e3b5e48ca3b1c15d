import { replaceValue } from '../../fix/fields';
import { definesBeside, isSystemNamespace } from '../../model/neighbours';
import { sameNamespace } from '../../model/object-index';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { namesakes } from '../references/namesakes';
import { type Fix, rule } from '../rule';

/** https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings; others begin with `system:`. */
const DEFAULT_ROLES = ['cluster-admin', 'admin', 'edit', 'view'];

export default rule({
  id: 'role-missing',
  summary: 'A binding gives the permissions of a role that no file defines.',
  severity: 'warning',
  stage: 'run',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['monokle:LNK001', 'popeye:POP-1300'],
  scope: 'object',
  kinds: ['ClusterRoleBinding', 'RoleBinding'],

  *check(object, project) {
    const { kind, group, value } = object;
    if (group !== 'rbac.authorization.k8s.io') return;
    const roleKind = value.string('roleRef', 'kind')?.value;
    const name = value.string('roleRef', 'name');
    const written = value.get('roleRef', 'name');
    if (!name || !written || isTemplated(name.value) || (roleKind !== 'Role' && roleKind !== 'ClusterRole')) return;
    if (roleKind === 'ClusterRole' && (DEFAULT_ROLES.includes(name.value) || name.value.includes(':'))) return;
    if (project.find(roleKind, name.value, object).length > 0) return;
    const place = roleKind === 'Role' ? object.namespace?.value : undefined;
    const names = project.objects(roleKind, group).flatMap((role) => (sameNamespace(role.namespace?.value, place) ? (role.name?.value ?? []) : []));
    const [near] = suggest(name.value, roleKind === 'ClusterRole' ? [...names, ...DEFAULT_ROLES] : names);
    const otherKind = roleKind === 'Role' ? 'ClusterRole' : 'Role';
    const isOther =
      near === undefined && (kind.value === 'RoleBinding' || otherKind === 'ClusterRole') && project.find(otherKind, name.value, object).length > 0;
    const isElsewhere = isSystemNamespace(object.namespace?.value) || !definesBeside(roleKind, object, project);
    if (!isOther && (project.mayExistElsewhere(roleKind, name.value, object) || (near === undefined && isElsewhere))) return;
    const kindNode = value.get('roleRef', 'kind');
    const meant = isOther ? otherKind : near;
    const target = isOther ? kindNode : written;
    const fix: Fix | undefined =
      meant !== undefined && target ? { title: message`Use ${meant}`, safe: false, edits: [replaceValue(target, meant)] } : undefined;
    yield {
      at: isOther && kindNode ? kindNode.at : name.at,
      message: isOther
        ? message`${name.value} is a ${otherKind}, not a ${roleKind}.`
        : near === undefined
          ? message`No file defines the ${roleKind} ${name.value}.`
          : message`No file defines the ${roleKind} ${name.value}; did you mean ${near}?`,
      ...(isOther ? {} : namesakes(roleKind, name.value, place, project)),
      ...(fix && { fix }),
    };
  },
});
