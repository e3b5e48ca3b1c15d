import { replaceValue } from '../../fix/fields';
import type { SourceDocument } from '../../model/document';
import { schemaFault } from '../../schema/values/schema-fault';
import { LONGEST_SCHEMA } from '../../schema/values/schema-text';
import { message } from '../../text/message';
import type { Span } from '../../text/span';
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

  *check(document) {
    const { source, root } = document;
    if (source.text.length > LONGEST_SCHEMA) return;
    const place = placeOfSyntaxError(document);
    if (place) {
      yield { at: place, message: message`This is no JSON, which the schema of a chart has to be.` };
      return;
    }
    const fault = root && schemaFault(root);
    if (!fault) return;
    const { at, message: said, meant } = fault;
    const fix = meant && { title: message`Use ${meant.text}`, safe: false, edits: [replaceValue(meant.value, meant.text)] };
    yield { at, message: said, ...(fix && { fix }) };
  },
});

/** Where the text stops being JSON: what follows is mostly a consequence. */
function placeOfSyntaxError({ source }: SourceDocument): Span | undefined {
  try {
    JSON.parse(source.text.replace(/^\ufeff/, ''));
    return undefined;
  } catch (error) {
    const position = Number(/at position (\d+)/.exec(String(error))?.[1] ?? 0);
    const { text } = source;
    const start = Math.min(position, Math.max(text.trimEnd().length - 1, 0));
    return source.span(start, Math.min(start + 1, text.length));
  }
}
