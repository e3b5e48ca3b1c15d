import { replaceValue, setField } from '../../fix/fields';
import type { SourceDocument } from '../../model/document';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';
import { entriesOf, isSet, type List } from './entries';

export default rule({
  id: 'kubeconfig-name-dangling',
  summary: 'A kubeconfig names a context, cluster or user that it does not hold.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kubeconfig'],

  *check(document) {
    yield* dangling(document.root?.get('current-context'), 'contexts', 'context', document);
    for (const { content, at } of entriesOf(document, 'contexts')) {
      // tools/clientcmd/validation.go, validateContext. Where the list is in another file of KUBECONFIG, the context may be too.
      if (content && !isSet(content, 'cluster') && entriesOf(document, 'clusters').length > 0) yield { at, ...withoutCluster(content, document) };
      yield* dangling(content?.get('cluster'), 'clusters', 'cluster', document);
      yield* dangling(content?.get('user'), 'users', 'user', document);
    }
  },
});

function withoutCluster(content: Value, document: SourceDocument): Pick<Finding, 'message' | 'fix'> {
  const [only, ...others] = entriesOf(document, 'clusters').flatMap(({ name }) => name?.value ?? []);
  const fix = only !== undefined && others.length === 0 && { fix: { title: message`Use ${only}`, safe: false, edits: setField(content, ['cluster'], only) } };
  return { message: message`This context names no cluster.`, ...fix };
}

function* dangling(written: Value | undefined, list: List, what: 'context' | 'cluster' | 'user', document: SourceDocument): Iterable<Finding> {
  const name = written?.string();
  // An empty current-context or user means none.
  if (!written || !name || name.value === '' || isTemplated(name.value)) return;
  const known = entriesOf(document, list).flatMap((entry) => entry.name?.value ?? []);
  // A file of KUBECONFIG may leave a whole list to the other files.
  if (known.length === 0 || known.includes(name.value)) return;
  const near = suggest(name.value, known)[0] ?? (known.length === 1 ? known[0] : undefined);
  const fix: Fix | undefined = near === undefined ? undefined : { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] };
  yield { at: name.at, message: SENTENCES[what](name.value), ...(fix && { fix }) };
}

const SENTENCES = {
  context: (name: string) => message`No context is named ${name}.`,
  cluster: (name: string) => message`No cluster is named ${name}.`,
  user: (name: string) => message`No user is named ${name}.`,
};
