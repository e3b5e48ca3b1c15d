import { replaceSource } from '../../fix/fields';
import type { Container, Quantity } from '../../model/container';
import { type LimitRangeItem, limitRangesFor, requestOf } from '../../model/namespace-limits';
import { describe } from '../../model/object';
import { type Message, message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'limit-range-violated',
  summary: 'A container asks for more or less than a LimitRange of its namespace allows.',
  severity: 'error',
  stage: 'create',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check(container, project) {
    if (container.role === 'ephemeral') return;
    for (const item of limitRangesFor(container.pod.owner, project)) if (item.type === 'Container') yield* checkItem(container, item);
  },
});

function* checkItem(container: Container, item: LimitRangeItem): Iterable<Finding> {
  const name = describe(item.object);
  for (const [resource, most] of item.max) {
    const limit = container.limits.get(resource);
    const request = container.requests.get(resource);
    const wrong = isAbove(limit, most) ? limit : isAbove(request, most) ? request : undefined;
    if (!wrong) continue;
    const said = message`${name} allows a container at most ${most.value} of ${resource}, not ${wrong.value}.`;
    yield say(wrong, most, said, wrong !== limit || !isAbove(request, most));
  }
  for (const [resource, least] of item.min) {
    const limit = container.limits.get(resource);
    const request = requestOf(container, resource);
    if (!request || !isAbove(least, request)) continue;
    const said = message`${name} wants a container to have at least ${least.value} of ${resource}, not ${request.value}.`;
    yield say(request, least, said, request === limit || !isAbove(least, limit));
  }
  for (const [resource, most] of item.ratio) {
    const limit = container.limits.get(resource);
    const request = container.requests.get(resource);
    if (!limit?.amount || !request?.amount || most.amount === undefined || limit.amount / request.amount <= most.amount) continue;
    const related = [{ at: most.at, message: message`The LimitRange says so here.` }];
    yield {
      at: limit.at,
      message: message`${name} allows a limit of at most ${most.value} times the request for ${resource}, which is ${request.value}.`,
      related,
    };
  }
}

/** `canBe`: the bound itself would be right in the place of the value. */
function say(wrong: Quantity, bound: Quantity, said: Message, canBe: boolean): Finding {
  const { document, node } = bound.node;
  const edits = [replaceSource(wrong.node, document.text.slice(node.start, node.end))];
  return {
    at: wrong.at,
    message: said,
    related: [{ at: bound.at, message: message`The LimitRange says so here.` }],
    ...(canBe && { fix: { title: message`Use ${bound.value}`, safe: false, edits } }),
  };
}

function isAbove(left: Quantity | undefined, right: Quantity | undefined): boolean {
  return left?.amount !== undefined && right?.amount !== undefined && left.amount > right.amount;
}
