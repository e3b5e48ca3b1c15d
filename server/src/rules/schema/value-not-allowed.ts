import { replaceValue } from '../../fix/fields';
import type { NotAllowed } from '../../schema/check';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Finding, rule } from '../rule';
import { findingsOf, pathIn, weigh } from './object-findings';

/** Longer lists, such as the signals, help nobody. */
const MOST_SHOWN = 8;

/** As kubectl prints access modes. */
const ABBREVIATIONS: Readonly<Record<string, string>> = table({ RWO: 'ReadWriteOnce', ROX: 'ReadOnlyMany', RWX: 'ReadWriteMany', RWOP: 'ReadWriteOncePod' });

export default rule({
  id: 'value-not-allowed',
  summary: 'A value that is not one of those its field may have.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:schema-validation', 'monokle:K8S001'],
  scope: 'object',

  *check(object, project) {
    for (const finding of findingsOf(object, project)) {
      const { value } = finding;
      const words = value.words ?? '';
      if (finding.kind === 'not-allowed') yield weigh({ at: value.at, ...explain(finding, words, pathIn(object, value)) }, finding, object, project);
      if (finding.kind === 'too-new') {
        const { from } = project.kubernetes;
        yield { at: value.at, message: message`${pathIn(object, value)} may be ${words} from 1.${finding.since} on; the range starts at 1.${from}.` };
      }
    }
  },
});

function explain({ value, allowed }: NotAllowed, words: string, path: string): Pick<Finding, 'message' | 'fix'> {
  const letters = (text: string) => text.toLowerCase().replace(/[-_ ]/g, '');
  const same = allowed.find((one) => letters(one) === letters(words));
  const meant = same ?? allowed.find((one) => one === ABBREVIATIONS[words.toUpperCase()]) ?? suggest(words, allowed)[0] ?? partOf(words, allowed);
  const fix = meant === undefined ? undefined : { title: message`Write ${meant}`, safe: same !== undefined, edits: [replaceValue(value, meant)] };
  if (allowed.length <= MOST_SHOWN) return { message: message`${path} is ${words}, but must be one of ${allowed}.`, ...(fix && { fix }) };
  if (meant === undefined) return { message: message`${path} must not be ${words}.` };
  return { message: message`${path} must not be ${words}; did you mean ${meant}?`, ...(fix && { fix }) };
}

/** `Prefix` for `PathPrefix`, `Rolling` for `RollingUpdate`: the only one that holds the word. */
function partOf(words: string, allowed: readonly string[]): string | undefined {
  const [only, ...others] = words.length < 4 ? [] : allowed.filter((one) => one.toLowerCase().includes(words.toLowerCase()));
  return others.length === 0 ? only : undefined;
}
