import { replaceValue } from '../../fix/fields';
import { valuesAt } from '../../model/graph/edges';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';
import { RANGES } from './number-ranges';

export default rule({
  id: 'number-out-of-range',
  summary: 'A number is smaller or larger than the server takes.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: Object.keys(RANGES),

  *check({ kind, group, value }) {
    for (const { groups, ways, least, most, port } of RANGES[kind.value] ?? []) {
      if (!groups.includes(group)) continue;
      for (const found of ways.flatMap((way) => valuesAt(value, way))) {
        const number = found.plain;
        if (typeof number !== 'number' || (number >= least && (most === undefined || number <= most))) continue;
        const bound = number < least ? least : (most ?? least);
        const fix: Fix | undefined = port ? undefined : { title: message`Use ${bound}`, safe: false, edits: [replaceValue(found, bound)] };
        const name = String(found.step);
        yield {
          at: found.at,
          message:
            most === undefined
              ? message`${name} is ${number}, but must be at least ${least}.`
              : message`${name} is ${number}, but must be between ${least} and ${most}.`,
          ...(fix && { fix }),
        };
      }
    }
  },
});
