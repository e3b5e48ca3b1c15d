import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'ignore-unused',
  summary: 'A comment or annotation silences a rule that has nothing to say there.',
  severity: 'hint',
  stage: 'observe',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'suppression',

  *check({ at, rule: name, known, used, removal }) {
    if (used) return;
    const fix = removal.length > 0 ? { fix: { title: message`Remove ${name} here`, safe: true, edits: removal } } : {};
    if (known) yield { at, message: message`The rule ${name} finds nothing here, so there is nothing to ignore.`, tag: 'unnecessary', ...fix };
    else yield { at, message: message`There is no rule ${name} to ignore.`, severity: 'warning', ...fix };
  },
});
