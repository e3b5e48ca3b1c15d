import { replaceValue, setField } from '../../fix/fields';
import type { Container, Quantity } from '../../model/container';
import { parseQuantity } from '../../model/quantity';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'extended-resource-invalid',
  summary: 'A device or huge page is asked for in a way that only CPU and memory allow.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check(container) {
    const { requests, limits } = container;
    const names = new Set([...requests.keys(), ...limits.keys()].filter(isWhole));
    for (const name of names) {
      const request = requests.get(name);
      const limit = limits.get(name);
      for (const quantity of [request, limit]) if (quantity) yield* checkAmount(quantity);
      if (request && !limit)
        yield {
          at: request.key,
          message: message`${name} is never shared, so it needs a limit as high as the request.`,
          fix: { title: message`Make it a limit too`, safe: false, edits: setField(container.value, ['resources', 'limits', name], request.value) },
        };
      if (request?.amount !== undefined && limit?.amount !== undefined && request.amount < limit.amount)
        yield {
          at: request.at,
          message: message`${name} is requested as it is limited: ${limit.value}, not ${request.value}.`,
          related: [{ at: limit.at, message: message`The limit is written here.` }],
          fix: { title: message`Request ${limit.value}`, safe: false, edits: [replaceValue(request.node, limit.node.plain ?? limit.value)] },
        };
    }
    yield* checkCompany(container, [...names]);
  },
});

/** Devices of vendors, and huge pages: they are counted in pieces and cannot be overcommitted. */
function isWhole(name: string): boolean {
  return name.startsWith('hugepages-') || (name.includes('/') && !/(?:^|\.)kubernetes\.io\//.test(name));
}

function* checkAmount({ name, amount, value, at }: Quantity): Iterable<Finding> {
  if (amount === undefined) return;
  const page = name.startsWith('hugepages-') ? parseQuantity(name.slice('hugepages-'.length)) : undefined;
  if (page !== undefined && page > 0) {
    if (amount % page !== 0) yield { at, message: message`${value} is no multiple of the page size in ${name}.` };
  } else if (!Number.isInteger(amount)) yield { at, message: message`${name} is counted in whole pieces, not as ${value}.` };
}

/** Huge pages alone are refused. */
function* checkCompany({ requests, limits }: Container, names: readonly string[]): Iterable<Finding> {
  const pages = names.find((name) => name.startsWith('hugepages-'));
  const quantity = pages === undefined ? undefined : (limits.get(pages) ?? requests.get(pages));
  if (!quantity || ['cpu', 'memory'].some((name) => requests.has(name) || limits.has(name))) return;
  yield { at: quantity.key, message: message`A container with huge pages has to ask for CPU or memory too.` };
}
