import { replaceValue, setField } from '../../fix/fields';
import { named } from '../../model/named';
import { definesBeside, isSystemNamespace } from '../../model/neighbours';
import type { KubeObject, Value } from '../../model/object';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { namesakes } from '../references/namesakes';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'subject-missing',
  summary: 'A binding gives permissions to a ServiceAccount that no file defines.',
  severity: 'warning',
  stage: 'run',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['monokle:LNK001', 'popeye:POP-1300'],
  scope: 'object',
  kinds: ['ClusterRoleBinding', 'RoleBinding'],

  *check(object, project) {
    const { group, value } = object;
    if (group !== 'rbac.authorization.k8s.io') return;
    for (const subject of value.items('subjects')) {
      if (subject.string('kind')?.value === 'ServiceAccount') yield* checkAccount(subject, object, project);
    }
  },
});

function* checkAccount(subject: Value, binding: KubeObject, project: Project): Iterable<Finding> {
  const name = subject.string('name');
  const written = subject.get('name');
  const namespace = subject.string('namespace')?.value ?? (binding.kind.value === 'RoleBinding' ? binding.namespace?.value : undefined);
  if (!name || !written || name.value === 'default' || isTemplated(name.value) || (namespace !== undefined && isTemplated(namespace))) return;
  const accounts = project.objects('ServiceAccount', '');
  const elsewhere = named(name.value, accounts);
  if (elsewhere.some((account) => isIn(account, namespace))) return;
  const [other] = elsewhere;
  if (other?.namespace && new Set(elsewhere.map((account) => account.namespace?.value)).size === 1 && !isSystemNamespace(namespace)) {
    yield {
      at: (subject.get('namespace') ?? written).at,
      message: message`The ServiceAccount ${name.value} is in the namespace ${other.namespace.value}, not in ${namespace ?? ''}.`,
      related: [{ at: other.at, message: message`The ServiceAccount is defined here.` }],
      fix: { title: message`Use the namespace ${other.namespace.value}`, safe: false, edits: setField(subject, ['namespace'], other.namespace.value) },
    };
    return;
  }
  const [near] = suggest(
    name.value,
    accounts.filter((account) => isIn(account, namespace)).flatMap((account) => account.name?.value ?? []),
  );
  const isElsewhere = isSystemNamespace(namespace) || !definesBeside('ServiceAccount', binding, project);
  if (project.mayExistElsewhere('ServiceAccount', name.value, binding, namespace) || (near === undefined && (isElsewhere || other))) return;
  yield {
    at: name.at,
    message:
      near === undefined
        ? message`No file defines the ServiceAccount ${name.value}.`
        : message`No file defines the ServiceAccount ${name.value}; did you mean ${near}?`,
    ...namesakes('ServiceAccount', name.value, namespace, project),
    ...(near !== undefined && { fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] } }),
  };
}

function isIn({ namespace }: KubeObject, wanted: string | undefined): boolean {
  return !namespace || wanted === undefined || namespace.value === wanted;
}
