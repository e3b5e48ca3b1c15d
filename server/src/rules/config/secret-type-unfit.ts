import { renameKey } from '../../fix/fields';
import type { KubeObject } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { decodeBase64 } from '../../schema/base64';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Finding, type Fix, rule } from '../rule';

/** The keys that a type asks for: kubernetes/pkg/apis/core/validation/validation.go, ValidateSecret. */
const KEYS: Readonly<Record<string, readonly string[]>> = table({
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
});

const ACCOUNT = 'kubernetes.io/service-account.name';

export default rule({
  id: 'secret-type-unfit',
  summary: 'A Secret lacks what its type asks for.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['Secret'],

  *check(object) {
    const { group, value, annotations } = object;
    const type = value.string('type');
    if (group !== '' || !type || isTemplated(type.value)) return;
    // A chart or a program fills what is left open altogether.
    const keys = ['data', 'stringData'].flatMap((field) => value.fields(field));
    if (keys.some(({ name }) => isTemplated(name))) return;
    for (const key of KEYS[type.value] ?? []) {
      const present = keys.find(({ name }) => name === key);
      if (present) {
        yield* checkRegistries(key, object);
        if (key === 'ssh-privatekey' && present.value.plain === '') yield { at: present.value.at, message: message`The key ${key} must not be empty.` };
        continue;
      }
      const [near] = suggest(
        key,
        keys.map(({ name }) => name),
      );
      const written = keys.find(({ name }) => name === near);
      const fix: Fix | undefined = written && { title: message`Rename to ${key}`, safe: false, edits: [renameKey(written, key)] };
      yield { at: written?.at ?? type.at, message: message`A Secret of type ${type.value} needs the key ${key}.`, ...(fix && { fix }) };
    }
    if (type.value === 'kubernetes.io/basic-auth' && !keys.some(({ name }) => name === 'username' || name === 'password'))
      yield { at: type.at, message: message`A Secret of type ${type.value} needs the key ${'username'} or ${'password'}.` };
    if (type.value === 'kubernetes.io/service-account-token' && !annotations.has(ACCOUNT))
      yield { at: type.at, message: message`A Secret of type ${type.value} needs the annotation ${ACCOUNT}.` };
  },
});

/** The logins of registries: JSON that the server parses, and `auths` that the kubelet looks into. */
function* checkRegistries(key: string, { value }: KubeObject): Iterable<Finding> {
  if (!key.startsWith('.docker')) return;
  const plain = value.get('stringData', key);
  const field = plain ?? value.get('data', key);
  const text = field?.string()?.value;
  const json = text === undefined || isTemplated(text) ? undefined : plain ? text : decodeBase64(text);
  if (!field || json === undefined || isTemplated(json)) return;
  const parsed = parse(json);
  if (parsed === undefined) yield { at: field.at, message: message`The value of ${key} is not JSON.` };
  else if (key === '.dockerconfigjson' && (typeof parsed !== 'object' || parsed === null || !('auths' in parsed)))
    yield { at: field.at, severity: 'warning', message: message`The logins in ${key} must stand below ${'auths'}; the kubelet finds none.` };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
