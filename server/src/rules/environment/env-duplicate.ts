import { removeItem } from '../../fix/fields';
import type { EnvironmentVariable } from '../../model/container';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'env-duplicate',
  summary: 'An environment variable is set twice.',
  severity: 'warning',
  stage: 'update',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['kube-linter:duplicate-env-var', 'kube-score:environment-variable-key-duplication', 'kubescape:C-0295'],
  scope: 'container',

  *check({ environment }) {
    const last = new Map<string, EnvironmentVariable>();
    for (const variable of environment.toReversed()) {
      const { name, item } = variable;
      if (!name) continue;
      const later = last.get(name.value);
      if (!later?.name) {
        last.set(name.value, variable);
        continue;
      }
      // A later value may be built from this one.
      if (later.literal?.value.includes(`$(${name.value})`)) continue;
      yield {
        at: name.at,
        tag: 'unnecessary',
        message: message`The variable ${name.value} is set again below, and that value counts.`,
        related: [{ at: later.name.at, message: message`It is set again here.` }],
        fix: { title: message`Remove this one`, safe: false, edits: [removeItem(item)] },
      };
    }
  },
});
