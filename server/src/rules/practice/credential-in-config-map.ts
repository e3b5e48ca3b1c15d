import type { Value } from '../../model/object';
import { message } from '../../text/message';
import type { Span } from '../../text/span';
import { rule } from '../rule';
import { isNamedCredential, knownCredential } from './credentials';

export default rule({
  id: 'credential-in-config-map',
  summary: 'A password or token stands in a ConfigMap.',
  severity: 'info',
  stage: 'secure',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['polaris:sensitiveConfigmapContent', 'trivy:KSV-0109', 'trivy:KSV-01010'],
  scope: 'object',
  kinds: ['ConfigMap'],

  *check({ group, value }) {
    if (group !== '') return;
    for (const { name, value: written } of value.fields('data')) {
      const text = written.string();
      if (!text) continue;
      const found = placeOf(written);
      if (found) yield { at: found.at, severity: 'warning', message: message`This is a credential of ${found.issuer}; it belongs into a Secret.` };
      else if (isNamedCredential(name, text.value)) yield { at: text.at, message: message`${name} belongs into a Secret: more people may read ConfigMaps.` };
    }
  },
});

/** Looked for in the text as it is written, so that the place is exact in block scalars too. */
function placeOf({ node, document }: Value): { readonly at: Span; readonly issuer: string } | undefined {
  const known = node.kind === 'scalar' ? knownCredential(node.source) : undefined;
  return known && { at: document.span(node.start + known.start, node.start + known.end), issuer: known.issuer };
}
