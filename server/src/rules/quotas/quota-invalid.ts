import { renameKey } from '../../fix/fields';
import { readResources } from '../../model/container';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Finding, type Fix, rule } from '../rule';

// kubernetes/pkg/apis/core/validation/validation.go, ValidateResourceQuotaSpec, and pkg/apis/core/helper.

const COMPUTE = ['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];
const OBJECTS = ['resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'persistentvolumeclaims', 'configmaps'];
const COUNTS = ['pods', ...OBJECTS, 'services.nodeports', 'services.loadbalancers'];
const STORAGE = ['requests.storage', 'ephemeral-storage', 'requests.ephemeral-storage', 'limits.ephemeral-storage'];
const STANDARD = [...COMPUTE, ...STORAGE, ...COUNTS];

/** Scopes of pods, and what can be counted of the pods in them. */
const SCOPES: Readonly<Record<string, readonly string[]>> = table({
  BestEffort: ['pods'],
  NotBestEffort: ['pods', ...COMPUTE],
  Terminating: ['pods', ...COMPUTE],
  NotTerminating: ['pods', ...COMPUTE],
  PriorityClass: ['pods', ...COMPUTE],
  CrossNamespacePodAffinity: ['pods', ...COMPUTE],
});
const OPPOSITES: Readonly<Record<string, string>> = table({ NotBestEffort: 'BestEffort', NotTerminating: 'Terminating' });
/** Of these a pod is or is not: nothing is compared. */
const WITHOUT_VALUES = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];

export default rule({
  id: 'quota-invalid',
  summary: 'A ResourceQuota counts what cannot be counted, or by scopes that exclude each other.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['ResourceQuota'],

  *check({ group, value }) {
    if (group !== '') return;
    yield* checkAmounts(value);
    yield* checkScopes(value);
    for (const requirement of value.items('spec', 'scopeSelector', 'matchExpressions')) yield* checkRequirement(requirement);
  },
});

function* checkAmounts(quota: Value): Iterable<Finding> {
  const fields = quota.fields('spec', 'hard');
  for (const { name, at } of fields) {
    if (isTemplated(name) || name.includes('/') || STANDARD.includes(name) || /^(?:requests\.)?hugepages-/.test(name)) continue;
    const near = [
      `${name}s`,
      name.replace(/^(request|limit)\./, '$1s.'),
      name.replace(/mem$/, 'memory'),
      ...(name.length > 4 ? suggest(name, STANDARD) : []),
    ].find((one) => STANDARD.includes(one));
    const meant = fields.some((field) => field.name === near) ? undefined : near;
    const fix: Fix | undefined = meant === undefined ? undefined : { title: message`Rename to ${meant}`, safe: false, edits: [renameKey({ at }, meant)] };
    const said = meant === undefined ? message`No quota counts ${name}.` : message`No quota counts ${name}; did you mean ${meant}?`;
    yield { at, message: said, ...(fix && { fix }) };
  }
  for (const [name, { amount, value, at }] of readResources(quota.get('spec', 'hard'))) {
    if (amount === undefined) continue;
    if (amount < 0) yield { at, message: message`${name} is ${value}, but must be at least ${0}.` };
    else if (!Number.isInteger(amount) && (COUNTS.includes(name) || name.startsWith('count/')))
      yield { at, message: message`${name} is ${value}, but counts whole objects.` };
  }
}

function* checkScopes(quota: Value): Iterable<Finding> {
  const scopes = [
    ...quota.strings('spec', 'scopes'),
    ...quota.items('spec', 'scopeSelector', 'matchExpressions').flatMap((one) => one.string('scopeName') ?? []),
  ];
  const names = scopes.map(({ value }) => value);
  const reported = new Set<string>();
  for (const { value, at } of scopes) {
    const other = OPPOSITES[value];
    if (other !== undefined && names.includes(other)) yield { at, message: message`No pod is in the scopes ${other} and ${value} at once.` };
    const countable = SCOPES[value];
    if (!countable) continue;
    for (const field of quota.fields('spec', 'hard')) {
      if (countable.includes(field.name) || !STANDARD.includes(field.name) || reported.has(field.name)) continue;
      reported.add(field.name);
      yield {
        at: field.at,
        message: message`With the scope ${value} only ${countable} can be counted, not ${field.name}.`,
        related: [{ at, message: message`The scope stands here.` }],
      };
    }
  }
}

function* checkRequirement(requirement: Value): Iterable<Finding> {
  const scope = requirement.string('scopeName')?.value ?? '';
  const operator = requirement.string('operator');
  const values = requirement.items('values').length;
  if (!operator || isTemplated(operator.value)) return;
  const compares = operator.value === 'In' || operator.value === 'NotIn';
  if (WITHOUT_VALUES.includes(scope) && operator.value !== 'Exists')
    yield { at: operator.at, message: message`The scope ${scope} goes with the operator ${'Exists'}.` };
  else if (compares && values === 0) yield { at: operator.at, message: message`${operator.value} needs values to compare with.` };
  else if (!compares && values > 0) yield { at: requirement.get('values')?.keyAt ?? operator.at, message: message`${operator.value} takes no values.` };
}
