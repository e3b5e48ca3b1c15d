import { renameKey, replaceSource } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { decodeBase64, encodeBase64 } from '../../schema/base64';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';
import { entriesOf } from './entries';

/** Keys that hold a PEM file in base64; without `-data` each holds the path of such a file. */
const KEYS = ['certificate-authority-data', 'client-certificate-data', 'client-key-data'];

export default rule({
  id: 'kubeconfig-data-malformed',
  summary: 'A certificate or key in a kubeconfig is not PEM in base64.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kubeconfig'],

  *check(document) {
    for (const { content } of [...entriesOf(document, 'clusters'), ...entriesOf(document, 'users')]) {
      for (const key of KEYS) {
        const value = content?.given(key);
        const text = value?.words;
        if (!value || text === undefined || text === '' || isTemplated(text)) continue;
        const decoded = decodeBase64(text);
        // client-go wants at least one PEM block: "unable to parse bytes as PEM block".
        if (decoded?.includes('-----BEGIN ')) continue;
        const fix = repair(value, key, text);
        yield {
          at: value.at,
          message: decoded === undefined ? message`${key} is not base64.` : message`${key} is base64 of something that is not PEM.`,
          ...(fix && { fix }),
        };
      }
    }
  },
});

function repair(value: Value, key: string, text: string): Fix | undefined {
  if (text.includes('-----BEGIN ')) {
    return { title: message`Encode it in base64`, safe: true, edits: [replaceSource(value, encodeBase64(text.endsWith('\n') ? text : `${text}\n`))] };
  }
  const file = key.slice(0, -'-data'.length);
  const isPath = /^[\w.~/\\:-]+$/.test(text) && (/\.(?:crt|cer|pem|key|ca)$/.test(text) || /^(?:\.{0,2}|~|[A-Za-z]:)[/\\]/.test(text));
  if (!isPath || value.parent?.get(file)) return undefined;
  return { title: message`Rename to ${file}, which takes a path`, safe: false, edits: [renameKey({ at: value.keyAt }, file)] };
}
