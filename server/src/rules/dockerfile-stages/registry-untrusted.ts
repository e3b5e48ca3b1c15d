import { parseImageReference, stageReferences } from '../../model/docker/stage-facts';
import { comesFrom } from '../../model/dockerfile-policy';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'registry-untrusted',
  summary: 'A Dockerfile takes an image from a registry that the settings do not trust.',
  severity: 'error',
  stage: 'secure',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL3026', 'dockle:CIS-DI-0002'],
  scope: 'dockerfile',

  *check({ dockerfile }, { dockerfilePolicy: { trustedRegistries } }) {
    if (!trustedRegistries) return;
    for (const { base, baseName, baseStage } of dockerfile.stages) {
      if (!baseStage && baseName !== undefined) yield* untrusted({ value: baseName, at: base.at }, base.value === baseName, trustedRegistries);
    }
    for (const { kind, name, target } of stageReferences(dockerfile)) {
      if (kind !== 'from' && !target) yield* untrusted(name, true, trustedRegistries);
    }
  },
});

/** `isWritten`: the name stands there as it is, without variables. */
function* untrusted({ value, at }: Located<string>, isWritten: boolean, trusted: readonly string[]): Iterable<Finding> {
  const reference = parseImageReference(value);
  if (value === 'scratch' || !reference || comesFrom(reference, trusted)) return;
  const { registry, name } = reference;
  const hosts = trusted.filter((place) => !place.includes('*') && !place.includes('/'));
  const fix = (isWritten && name.startsWith(`${registry}/`) ? suggest(registry, hosts) : []).map((host) => ({
    title: message`Take it from ${host}`,
    safe: false,
    edits: [{ at, text: host + value.slice(registry.length) }],
  }));
  yield { at, message: message`${name} comes from ${registry}; the settings trust ${trusted}.`, fix };
}
