import { replaceField } from '../../fix/change-fields';
import { scalarText } from '../../fix/write-yaml';
import type { Container, EnvironmentVariable } from '../../model/container';
import { nameFault } from '../../schema/names';
import { type Message, message } from '../../text/message';
import { type Fix, rule } from '../rule';
import { isNamedCredential, knownCredential } from './credentials';

export default rule({
  id: 'credential-in-environment',
  summary: 'A password or token stands in the manifest of a pod.',
  severity: 'info',
  stage: 'secure',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:env-var-secret', 'polaris:sensitiveContainerEnvVar', 'monokle:KBP111', 'kubescape:C-0012'],
  scope: 'container',

  *check(container) {
    for (const variable of container.environment) {
      const { name, literal, source } = variable;
      if (!name || !literal || source) continue;
      const known = knownCredential(literal.value);
      if (!known && !isNamedCredential(name.value, literal.value)) continue;
      const said: Message = known
        ? message`${name.value} holds a credential of ${known.issuer}, for everybody to read who sees this file or the pod.`
        : message`${name.value} is written here for everybody to read who sees this file or the pod.`;
      const fix = moveToSecret(container, variable);
      yield { at: literal.at, ...(known && { severity: 'warning' as const }), message: said, ...(fix && { fix }) };
    }
  },
});

/** The value goes into a Secret behind the workload, which can then be kept elsewhere. */
function moveToSecret({ pod: { owner } }: Container, { item, name, literal }: EnvironmentVariable): Fix | undefined {
  const written = item.get('value');
  const secret = `${owner.name?.value}-${name?.value.toLowerCase().replace(/[._]/g, '-')}`;
  const { document } = item;
  if (!written || !literal || !name || !owner.name || nameFault(secret, 'subdomain') || /\n\.\.\.\s*$/.test(document.text)) return undefined;
  const data = { secretKeyRef: { name: secret, key: name.value } };
  const moved = replaceField(written, 'valueFrom', data);
  const namespace = owner.namespace ? `\n  namespace: ${owner.namespace.value}` : '';
  const text = `---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: ${secret}${namespace}\nstringData:\n  ${name.value}: ${scalarText(literal.value)}\n`;
  const end = document.text.length;
  const behind = { at: document.span(end, end), text: document.text.endsWith('\n') ? text : `\n${text}` };
  return moved.length === 0 ? undefined : { title: message`Move it into the Secret ${secret}`, safe: false, edits: [...moved, behind] };
}
