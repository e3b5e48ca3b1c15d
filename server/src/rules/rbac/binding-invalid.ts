import { removeField, replaceValue, setField } from '../../fix/fields';
import { isKustomized } from '../../model/neighbours';
import type { KubeObject, Value } from '../../model/object';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Finding, type Fix, rule } from '../rule';

const GROUP = 'rbac.authorization.k8s.io';

/** The API group of a subject, by its kind. */
const SUBJECTS: Readonly<Record<string, string>> = table({ ServiceAccount: '', User: GROUP, Group: GROUP });

export default rule({
  id: 'binding-invalid',
  summary: 'A binding names its role or its subjects in a way that the server refuses.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['ClusterRoleBinding', 'RoleBinding'],

  *check(object, project) {
    const { kind, group, value } = object;
    if (group !== GROUP) return;
    const role = value.get('roleRef');
    if (role?.kind === 'map') yield* checkRole(role, kind.value);
    for (const subject of value.items('subjects')) if (subject.kind === 'map') yield* checkSubject(subject, object, project);
  },
});

// kubernetes/pkg/apis/rbac/validation/validation.go, ValidateRoleBinding, ValidateClusterRoleBinding.
function* checkRole(role: Value, binding: string): Iterable<Finding> {
  yield* checkGroup(role, GROUP);
  const kind = role.string('kind');
  const allowed = binding === 'ClusterRoleBinding' ? ['ClusterRole'] : ['Role', 'ClusterRole'];
  if (!kind || isTemplated(kind.value) || allowed.includes(kind.value)) return;
  const written = role.get('kind') as Value;
  if (kind.value === 'Role') {
    yield { at: kind.at, message: message`A ClusterRoleBinding can bind a ClusterRole only, not a Role.` };
    return;
  }
  yield { at: kind.at, message: message`A ${binding} binds ${allowed}, not ${kind.value}.`, ...useNearest(written, kind.value, allowed) };
}

function* checkSubject(subject: Value, object: KubeObject, project: Project): Iterable<Finding> {
  const { kind, value } = object;
  const subjectKind = subject.string('kind');
  const written = subject.get('kind');
  if (!subjectKind || !written || isTemplated(subjectKind.value)) return;
  const group = SUBJECTS[subjectKind.value];
  if (group === undefined) {
    yield {
      at: subjectKind.at,
      message: message`A subject is one of ${Object.keys(SUBJECTS)}, not ${subjectKind.value}.`,
      ...useNearest(written, subjectKind.value, Object.keys(SUBJECTS)),
    };
    return;
  }
  yield* checkGroup(subject, group);
  if (subjectKind.value !== 'ServiceAccount' || kind.value !== 'ClusterRoleBinding' || subject.given('namespace')) return;
  // kustomize writes the namespace of an account that it knows (nameref.go, setMapping).
  if (isKustomized(object, project)) return;
  const own = value.string('metadata', 'namespace');
  const fix: Fix | undefined = own && { title: message`Use the namespace ${own.value}`, safe: false, edits: setField(subject, ['namespace'], own.value) };
  yield {
    at: subjectKind.at,
    message: message`A ServiceAccount in a ClusterRoleBinding needs its namespace, since the binding belongs to none.`,
    ...(fix && { fix }),
  };
}

function* checkGroup(holder: Value, group: string): Iterable<Finding> {
  const written = holder.get('apiGroup');
  const found = holder.string('apiGroup');
  // What is not written is filled in by the server.
  if (!written || !found || found.value === group || found.value === '' || isTemplated(found.value)) return;
  if (group === '') {
    const fix: Fix = { title: message`Remove the API group`, safe: true, edits: [removeField(written)] };
    yield { at: found.at, message: message`A ServiceAccount belongs to no API group, so ${found.value} must not stand here.`, fix };
    return;
  }
  yield {
    at: found.at,
    message: message`The API group here must be ${group}, not ${found.value}.`,
    fix: { title: message`Use ${group}`, safe: true, edits: [replaceValue(written, group)] },
  };
}

function useNearest(written: Value, text: string, allowed: readonly string[]): { fix?: Fix } {
  const [near] = suggest(text, allowed);
  return near === undefined ? {} : { fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] } };
}
