import { replaceValue } from '../../fix/fields';
import { policyRules } from '../../model/policy-rule';
import { isKnownGroup } from '../../schema/api-resources';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Finding, type Fix, rule } from '../rule';

/** https://kubernetes.io/docs/reference/access-authn-authz/authorization/#request-verb-resource */
const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];
/** Verbs that stand for no request of their own, and those of requests to other paths. */
const SPECIAL = ['*', 'use', 'bind', 'escalate', 'impersonate', 'approve', 'sign', 'attest', 'request-serviceaccounts-token-audience', 'proxy', 'redirect'];
const OF_URLS = ['*', 'get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

/** What people write for a verb, and what it is called. */
const MEANT: Readonly<Record<string, readonly string[]>> = table({
  read: ['get', 'list', 'watch'],
  view: ['get', 'list', 'watch'],
  write: ['create', 'update', 'patch', 'delete'],
  edit: ['update', 'patch'],
  modify: ['update', 'patch'],
  put: ['update'],
  post: ['create'],
  add: ['create'],
  apply: ['create', 'patch'],
  remove: ['delete'],
  exec: ['create'],
  execute: ['create'],
  all: ['*'],
});

export default rule({
  id: 'rbac-verb-unknown',
  summary: 'A role allows a verb that no request has.',
  severity: 'warning',
  stage: 'run',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['ClusterRole', 'Role'],

  *check(object) {
    for (const { verbs, urls, groups, certain } of policyRules(object)) {
      // Other groups may have verbs of their own.
      if (!certain || groups.some(({ value }) => value !== '*' && !isKnownGroup(value))) continue;
      for (const { value, at, node } of verbs) yield* checkVerb(value, at, node, urls.length > 0);
    }
  },
});

function* checkVerb(verb: string, at: Finding['at'], node: Parameters<typeof replaceValue>[0], isOfUrls: boolean): Iterable<Finding> {
  const known = isOfUrls ? OF_URLS : [...VERBS, ...SPECIAL];
  // Constrained impersonation has verbs with a colon (KEP-5284).
  if (known.includes(verb) || verb.includes(':')) return;
  const several = verb.split(/[\s,|]+/).filter((one) => one !== '');
  const lower = verb.toLowerCase();
  const near = several.length > 1 && several.every((one) => known.includes(one)) ? several : ((isOfUrls ? undefined : MEANT[lower]) ?? nearest(lower, known));
  if (!near) return;
  const [only, ...others] = near;
  const fix: Fix | undefined =
    only === undefined || others.length > 0 ? undefined : { title: message`Use ${only}`, safe: false, edits: [replaceValue(node, only)] };
  yield {
    at,
    message: isOfUrls
      ? message`No request to a URL has the verb ${verb}; write ${near}.`
      : message`No request to a resource has the verb ${verb}; write ${near}.`,
    ...(fix && { fix }),
  };
}

function nearest(verb: string, known: readonly string[]): readonly string[] | undefined {
  if (known.includes(verb)) return [verb];
  const [near] = suggest(verb, known);
  return near === undefined ? undefined : [near];
}
