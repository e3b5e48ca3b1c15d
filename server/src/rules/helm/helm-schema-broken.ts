import { replaceValue } from '../../fix/fields';
import { schemaFault, syntaxFault } from '../../schema/values/schema-fault';
import { LONGEST_SCHEMA } from '../../schema/values/schema-text';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'helm-schema-broken',
  summary: 'The `values.schema.json` of a chart is no JSON schema that Helm can use.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['helm-schema'],

  *check({ source, root }) {
    if (source.text.length > LONGEST_SCHEMA) return;
    const fault = syntaxFault(source) ?? (root && schemaFault(root));
    if (!fault) return;
    const { at, message: said, meant } = fault;
    const fix = meant && { title: message`Use ${meant.text}`, safe: false, edits: [replaceValue(meant.value, meant.text)] };
    yield { at, message: said, ...(fix && { fix }) };
  },
});
