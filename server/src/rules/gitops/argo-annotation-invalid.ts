import { replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Finding, rule } from '../rule';

/** argoproj/gitops-engine, pkg/sync/common: what the annotations may say. Several words stand with commas between them. */
const WORDS: Readonly<Record<string, readonly string[]>> = table({
  'argocd.argoproj.io/hook': ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'PreDelete', 'PostDelete', 'Skip'],
  'argocd.argoproj.io/hook-delete-policy': ['HookSucceeded', 'HookFailed', 'BeforeHookCreation'],
});
const WAVE = 'argocd.argoproj.io/sync-wave';

export default rule({
  id: 'argo-annotation-invalid',
  summary: 'An annotation for Argo CD says something that it does not understand.',
  severity: 'warning',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',

  *check({ value }) {
    for (const { name, value: written } of value.fields('metadata', 'annotations')) {
      const text = written.string();
      if (!text || isTemplated(text.value)) continue;
      const words = WORDS[name];
      if (words) yield* judge(written, text.value, words);
      // strconv.Atoi: anything else counts as wave 0.
      else if (name === WAVE && !/^[+-]?\d+$/.test(text.value))
        yield { at: text.at, message: message`The wave ${text.value} is no whole number, and counts as 0.` };
    }
  },
});

function* judge(written: Value, text: string, words: readonly string[]): Iterable<Finding> {
  const parts = text.split(',').map((part) => part.trim());
  for (const part of parts) {
    if (words.includes(part)) continue;
    const [near] = suggest(part, words);
    const mended = parts.map((one) => (one === part ? near : one)).join(',');
    yield {
      at: written.at,
      message: message`${part} is none of the words that Argo CD understands here: ${words}.`,
      ...(near !== undefined && { fix: { title: message`Use ${mended}`, safe: false, edits: [replaceValue(written, mended)] } }),
    };
  }
}
