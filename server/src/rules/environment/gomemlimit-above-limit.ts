import { replaceValue } from '../../fix/fields';
import type { EnvironmentVariable, Quantity } from '../../model/container';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';
import { readMemoryLimit, writeMemoryLimit } from './gomemlimit';

export default rule({
  id: 'gomemlimit-above-limit',
  summary: 'A GOMEMLIMIT that leaves no room below the memory limit of the container.',
  severity: 'warning',
  stage: 'run',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ environment, limits, name: own }) {
    const limit = limits.get('memory');
    // The last of several definitions counts.
    const variable = environment.findLast(({ name }) => name?.value === 'GOMEMLIMIT');
    if (!variable) return;
    if (variable.source?.kind === 'resourceFieldRef') yield* checkReference(variable.source.value, limit, own?.value);
    else if (limit?.amount !== undefined) yield* checkLiteral(variable, limit, limit.amount);
  },
});

function* checkLiteral({ literal, item }: EnvironmentVariable, limit: Quantity, amount: number): Iterable<Finding> {
  const bytes = literal && readMemoryLimit(literal.value);
  const written = item.get('value');
  if (!literal || !written || bytes === undefined || bytes === Number.POSITIVE_INFINITY || bytes < amount) return;
  // What a program uses outside the Go heap needs room too: a tenth is the usual advice.
  const meant = writeMemoryLimit(amount * 0.9);
  yield {
    at: literal.at,
    message: message`GOMEMLIMIT is ${literal.value}, but the container is killed at ${limit.value} already.`,
    related: [{ at: limit.at, message: message`The memory limit is written here.` }],
    fix: { title: message`Use ${meant}, nine tenths of the limit`, safe: false, edits: [replaceValue(written, meant)] },
  };
}

function* checkReference(source: EnvironmentVariable['item'], limit: Quantity | undefined, own: string | undefined): Iterable<Finding> {
  const resource = source.string('resource');
  const container = source.string('containerName')?.value ?? own;
  if (resource?.value !== 'limits.memory' || container !== own) return;
  // Without a limit the kubelet hands out what the node has (pkg/api/v1/resource, ExtractResourceValueByContainerName…).
  if (!limit) yield { at: resource.at, message: message`The container has no memory limit, so GOMEMLIMIT is the memory of the whole node.` };
  else
    yield {
      at: resource.at,
      severity: 'hint',
      message: message`GOMEMLIMIT is the whole limit of ${limit.value}, with no room for what is outside the Go heap.`,
    };
}
