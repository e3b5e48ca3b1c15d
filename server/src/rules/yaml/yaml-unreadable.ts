import { yamlSlip } from '../../fix/yaml-slips';
import type { DocumentKind } from '../../model/classify';
import type { SourceDocument } from '../../model/document';
import type { KubernetesRange } from '../../model/kubernetes-range';
import type { Value } from '../../model/object';
import { checkAs } from '../../schema/check';
import { coreSchema } from '../../schema/object-schema';
import { type Message, message } from '../../text/message';
import { type Finding, rule } from '../rule';

/** Templates are no YAML before they are rendered, schemas are JSON, and what other tools read is theirs to judge. */
const NOT_OURS: ReadonlySet<DocumentKind> = new Set(['helm-template', 'helm-schema', 'configuration', 'other']);

/** Documents that kubectl or Helm read, which both read with sigs.k8s.io/yaml. */
const KUBECTL: ReadonlySet<DocumentKind> = new Set(['kubernetes', 'list', 'kubeconfig', 'helm-values', 'helm-chart']);

export default rule({
  id: 'yaml-unreadable',
  summary: 'A document is not YAML that Kubernetes can read.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['monokle:YML001'],
  scope: 'document',

  *check({ source, classification }, { kubernetes }) {
    if (NOT_OURS.has(classification.kind)) return;
    const strict = KUBECTL.has(classification.kind);
    const refused = source.problems.find(({ kind }) => kind === 'refused' || (strict && kind === 'strict'));
    // What follows the first fault is mostly its consequence.
    if (refused) yield explain(source, refused, kubernetes);
    for (const problem of refused ? [] : source.problems) if (problem.kind === 'disliked') yield { at: problem.at, message: problem.message, severity: 'hint' };
  },
});

type Source = SourceDocument['source'];

/** What is said of a fault, or of the slip that it certainly comes from. */
function explain(source: Source, { at, message: said, isCircular }: Source['problems'][number], range: KubernetesRange): Finding {
  // An anchor in itself is one fault, wherever its lines stand.
  const slip = isCircular ? undefined : yamlSlip(source, at.start - source.origin.offset, (root) => faultsIn(root, range));
  if (!slip) return { at, message: said };
  const { kind, key, above, start, end, edits } = slip;
  const place = source.span(start, end);
  const fix = (title: Message) => ({ fix: { title, safe: false, edits } });
  switch (kind) {
    case 'tabs':
      return { at, message: said, ...fix(message`Indent with spaces`) };
    case 'quotes-missing':
      return { at, message: said, ...fix(message`Put the value of ${key} in quotes`) };
    case 'blank-missing':
      return { at: place, message: message`A space is missing after ${`${key}:`}, so this is no key.`, ...fix(message`Add the space`) };
    case 'too-deep':
      return { at: place, message: message`${key} is indented as a part of ${above}, which has a value already.`, ...fix(message`Indent it like ${above}`) };
    case 'crooked':
      return { at: place, message: message`${key} is not indented like the keys that it belongs to.`, ...fix(message`Indent it like them`) };
  }
}

/** How much of what is written the API does not know or miss, so that a line is moved to where it belongs. */
function faultsIn(root: Value, range: KubernetesRange): number {
  const [version = '', group = ''] = (root.string('apiVersion')?.value ?? '').split('/').reverse();
  const kind = root.string('kind')?.value ?? '';
  const lacking = [version, kind, root.get('metadata', 'name') ?? root.get('metadata', 'generateName')].filter((one) => !one).length;
  const schema = coreSchema(group, version, kind);
  return lacking + (schema ? checkAs(root, schema, range).length : 0);
}
