import { replaceValue } from '../../fix/fields';
import type { KubeObject, Value } from '../../model/object';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { nameFault } from '../../schema/names';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'ingress-tls-mismatch',
  summary: 'The certificates of an Ingress do not belong to its hosts.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['Ingress'],

  *check(object, project) {
    const { group, value } = object;
    if (group !== 'networking.k8s.io' && group !== 'extensions') return;
    const rules = value.items('spec', 'rules').flatMap((one) => one.string('host') ?? []);
    const anyHost = value.items('spec', 'rules').some((one) => !one.given('host')) || value.given('spec', 'defaultBackend') !== undefined;
    for (const entry of value.items('spec', 'tls')) {
      for (const item of entry.items('hosts')) {
        const host = item.string();
        if (host && !anyHost && !isTemplated(host.value)) yield* checkHost(host, item, rules);
      }
      yield* checkSecret(entry, object, project);
    }
  },
});

function* checkHost(host: Located<string>, item: Value, rules: readonly Located<string>[]): Iterable<Finding> {
  if (
    rules.length === 0 ||
    nameFault(host.value.replace(/^\*\./, ''), 'subdomain') ||
    rules.some(({ value }) => isTemplated(value) || covers(host.value, value) || covers(value, host.value))
  )
    return;
  const [near] = suggest(
    host.value,
    rules.map(({ value }) => value),
  );
  const fix: Fix | undefined = near === undefined ? undefined : { title: message`Use ${near}`, safe: false, edits: [replaceValue(item, near)] };
  yield {
    at: host.at,
    message:
      near === undefined
        ? message`No rule of this Ingress has the host ${host.value}, so this certificate is for none of them.`
        : message`No rule of this Ingress has the host ${host.value}; did you mean ${near}?`,
    ...(fix && { fix }),
  };
}

/** A wildcard stands for one label. */
function covers(pattern: string, host: string): boolean {
  return pattern === host || (pattern.startsWith('*.') && host.indexOf('.') > 0 && host.slice(host.indexOf('.')) === pattern.slice(1));
}

/** Whether the Secret exists is left open: certificates are mostly made at run time. */
function* checkSecret(entry: Value, object: KubeObject, project: Project): Iterable<Finding> {
  const name = entry.string('secretName');
  const [secret, ...others] = name ? project.find('Secret', name.value, object) : [];
  if (!name || !secret || others.length > 0) return;
  const keys = ['data', 'stringData'].flatMap((field) => secret.value.fields(field).map((one) => one.name));
  const missing = ['tls.crt', 'tls.key'].filter((key) => !keys.includes(key));
  // The type asks for the keys by itself, and a Secret without keys is filled by somebody.
  if (missing.length === 0 || keys.length === 0 || secret.value.string('type')?.value === 'kubernetes.io/tls') return;
  yield {
    at: name.at,
    message: message`The Secret ${name.value} has no ${missing}, so no certificate can be taken from it.`,
    related: [{ at: secret.at, message: message`The Secret is defined here.` }],
  };
}
