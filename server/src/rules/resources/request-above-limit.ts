import { replaceSource } from '../../fix/fields';
import type { Quantity } from '../../model/container';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'request-above-limit',
  summary: 'A container requests more of a resource than its limit allows.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'container',

  *check({ requests, limits }) {
    for (const request of requests.values()) {
      const limit = limits.get(request.name);
      if (request.amount === undefined || limit?.amount === undefined || request.amount <= limit.amount) continue;
      // The limit itself is the fault, and other rules say so: below 0, or a few bytes for want of a unit.
      if (limit.amount < 0 || (limit.name === 'memory' && limit.amount < 1024 ** 2 && /^\d+(?:\.\d+)?[mun]?$/.test(limit.value))) continue;
      yield {
        at: request.at,
        message: message`The request for ${request.name} is ${request.value}, above the limit of ${limit.value}.`,
        related: [{ at: limit.at, message: message`The limit is written here.` }],
        fix: [
          { title: message`Lower the request to ${limit.value}`, safe: false, edits: [replaceSource(request.node, sourceOf(limit))] },
          { title: message`Raise the limit to ${request.value}`, safe: false, edits: [replaceSource(limit.node, sourceOf(request))] },
        ],
      };
    }
  },
});

/** As it is written, quotes included. */
function sourceOf({ node: { document, node } }: Quantity): string {
  return document.text.slice(node.start, node.end);
}
