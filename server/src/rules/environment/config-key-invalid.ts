import type { Value } from '../../model/object';
import type { Pod } from '../../model/pod';
import { isTemplated } from '../../model/templated';
import { nameFault } from '../../schema/names';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'config-key-invalid',
  summary: 'A pod asks for a key that no ConfigMap or Secret can have.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'pod',

  *check(pod) {
    for (const holder of holders(pod)) {
      const key = holder.string('key');
      const fault = key && !isTemplated(key.value) ? nameFault(key.value, 'config-key') : undefined;
      if (key && fault) yield { at: key.at, message: key.value === '' ? message`The key is empty.` : message`The key ${key.value} ${fault}.` };
    }
  },
});

/** The maps with a `key`: of variables, and of the files of volumes. */
function holders({ allContainers, volumes }: Pod): Value[] {
  const ofVariables = allContainers.flatMap(({ environment }) =>
    environment.flatMap(({ source }) => (source?.kind === 'configMapKeyRef' || source?.kind === 'secretKeyRef' ? [source.value] : [])),
  );
  const sources = volumes.flatMap((volume) =>
    volume.sources.flatMap(({ kind, value }) => {
      if (kind === 'configMap' || kind === 'secret') return [value];
      return kind === 'projected' ? value.items('sources').flatMap((one) => one.given('configMap') ?? one.given('secret') ?? []) : [];
    }),
  );
  return [...ofVariables, ...sources.flatMap((source) => source.items('items'))];
}
