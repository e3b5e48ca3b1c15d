import { removeItem } from '../../fix/fields';
import type { KubeObject } from '../../model/object';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { type Finding, rule } from '../rule';

const TYPES = ['kubernetes.io/dockerconfigjson', 'kubernetes.io/dockercfg'];

export default rule({
  id: 'pull-secret-invalid',
  summary: 'A pull secret without a name, or one that is named twice.',
  severity: 'warning',
  stage: 'pull',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check({ value, owner }, project) {
    const seen = new Map<string, Located<string>>();
    for (const item of value.items('imagePullSecrets')) {
      if (item.kind !== 'map') continue;
      const name = item.string('name');
      const fix = { title: message`Remove this one`, safe: false, edits: [removeItem(item)] };
      const before = name && seen.get(name.value);
      if (!item.given('name') || name?.value === '')
        yield { at: name?.at ?? item.headAt, message: message`A pull secret needs a name; this one is ignored.`, fix };
      else if (name && before)
        yield {
          at: name.at,
          message: message`The pull secret ${name.value} is named already.`,
          related: [{ at: before.at, message: message`It is here.` }],
          fix,
        };
      else if (name && !isTemplated(name.value)) {
        seen.set(name.value, name);
        yield* checkType(name, owner, project);
      }
    }
  },
});

/** The kubelet looks for logins in Secrets of two types alone (pkg/credentialprovider/secrets). */
function* checkType(name: Located<string>, owner: KubeObject, project: Project): Iterable<Finding> {
  const [secret, ...others] = project.find('Secret', name.value, owner);
  const type = secret?.value.string('type');
  if (!secret || others.length > 0 || secret.kind.value !== 'Secret' || TYPES.includes(type?.value ?? '') || isTemplated(type?.value ?? '')) return;
  yield {
    at: name.at,
    message: message`${name.value} is a Secret of type ${type?.value ?? 'Opaque'}, and the kubelet takes logins from ${TYPES} only.`,
    related: [{ at: type?.at ?? secret.at, message: message`The Secret stands here.` }],
  };
}
