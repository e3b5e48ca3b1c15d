import { replaceValue } from '../../fix/fields';
import { valuesAt } from '../../model/graph/edges';
import type { Value } from '../../model/object';
import { parseQuantity } from '../../model/quantity';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Finding, rule } from '../rule';

/** Where objects say how much storage they want or have, outside of pods. */
const SIZES: Readonly<Record<string, readonly string[]>> = table({
  PersistentVolumeClaim: ['spec.resources.requests.storage'],
  StatefulSet: ['spec.volumeClaimTemplates[].spec.resources.requests.storage'],
  PersistentVolume: ['spec.capacity.storage'],
});

export default rule({
  id: 'volume-size-suspicious',
  summary: 'The size of a volume is written with the wrong unit.',
  severity: 'warning',
  stage: 'schedule',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',
  kinds: Object.keys(SIZES),

  *check({ kind, group, value }) {
    if (group !== '' && group !== 'apps') return;
    for (const way of SIZES[kind.value] ?? []) for (const size of valuesAt(value, way)) yield* judge(size);
  },
});

function* judge(size: Value): Iterable<Finding> {
  const text = size.words ?? '';
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(text) ?? [];
  const amount = digits === '' ? undefined : parseQuantity(text);
  // A volume of less than a megabyte holds no file system.
  if (amount === undefined || amount <= 0 || amount >= 1024 ** 2) return;
  const meant = `${digits}Gi`;
  yield {
    at: size.at,
    message:
      unit === 'm'
        ? message`The unit ${'m'} in ${text} is a fraction of a byte; ${meant} is meant.`
        : message`${text} is too little for a volume; ${meant} is meant.`,
    fix: { title: message`Use ${meant}`, safe: false, edits: [replaceValue(size, meant)] },
  };
}
