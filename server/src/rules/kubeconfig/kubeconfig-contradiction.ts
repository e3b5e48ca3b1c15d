import { changeFields } from '../../fix/change-fields';
import { removeField } from '../../fix/fields';
import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';
import { entriesOf, isSet } from './entries';

/** What client-go refuses together (tools/clientcmd/validation.go). Of the two, the first is the one to take away. */
const PAIRS = {
  clusters: [['certificate-authority', 'certificate-authority-data']],
  users: [
    ['client-certificate', 'client-certificate-data'],
    ['client-key', 'client-key-data'],
    ['username', 'token'],
    ['auth-provider', 'exec'],
  ],
} as const;

export default rule({
  id: 'kubeconfig-contradiction',
  summary: 'Two settings of a kubeconfig exclude each other.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kubeconfig'],

  *check(document) {
    for (const list of ['clusters', 'users'] as const) {
      for (const { content } of entriesOf(document, list)) {
        if (!content) continue;
        for (const [first, second] of PAIRS[list]) yield* together(content, first, second);
        if (list === 'clusters') yield* insecure(content);
      }
    }
  },
});

function* together(content: Value, first: string, second: string): Iterable<Finding> {
  const one = content.given(first);
  const other = content.given(second);
  const isGiven = (key: string, value: Value) => value.kind === 'map' || isSet(content, key);
  if (!one || !other || !isGiven(first, one) || !isGiven(second, other)) return;
  // A password goes with its user name.
  const password = first === 'username' ? content.get('password') : undefined;
  yield {
    at: one.keyAt,
    message: message`${first} and ${second} cannot stand together.`,
    related: [{ at: other.keyAt, message: message`${second} stands here.` }],
    fix: { title: message`Remove ${first}`, safe: false, edits: password ? changeFields({ remove: [one, password] }) : [removeField(one)] },
  };
}

function* insecure(content: Value): Iterable<Finding> {
  const key = 'insecure-skip-tls-verify';
  const skip = content.boolean(key);
  const authority = content.given('certificate-authority-data') ?? content.given('certificate-authority');
  if (!skip?.value || !authority?.words) return;
  const field = content.get(key) as Value;
  const fix: Fix = { title: message`Remove ${key}`, safe: false, edits: [removeField(field)] };
  yield {
    at: field.keyAt,
    message: message`${key} and a certificate authority cannot stand together.`,
    related: [{ at: authority.keyAt, message: message`The certificate authority stands here.` }],
    fix,
  };
}
