import { replaceValue } from '../../fix/fields';
import { Raw } from '../../fix/write-yaml';
import { definitionOf } from '../../schema/pack';
import { valuesOf, type WrittenField, writtenFields } from '../../schema/written-fields';
import { message } from '../../text/message';
import { rule } from '../rule';

/** The bounds of Go's whole numbers; `limit` is the last number of this side as JavaScript holds it. */
const BOUNDS = {
  32: { least: '-2147483648', most: '2147483647', limit: 2 ** 31 },
  64: { least: '-9223372036854775808', most: '9223372036854775807', limit: 2 ** 63 },
} as const;

/** Fields with narrower bounds: ports, users, weights, the bits of files. Rules of their own know them. */
const NARROWER = new Set([
  ...['containerPort', 'hostPort', 'port', 'targetPort', 'nodePort', 'number', 'endPort', 'weight', 'mode', 'defaultMode'],
  ...['runAsUser', 'runAsGroup', 'fsGroup', 'supplementalGroups', 'timeoutSeconds#core.v1.ClientIPConfig', 'value#scheduling.v1.PriorityClass'],
]);

export default rule({
  id: 'integer-overflow',
  summary: 'A whole number is too large for its field.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',

  *check(object) {
    const root = definitionOf(object);
    if (!root) return;
    for (const field of writtenFields(object.value, root)) {
      const { owner, segment } = field;
      if (segment.bits === undefined || NARROWER.has(field.field.name) || NARROWER.has(`${field.field.name}#${owner.name}`)) continue;
      const { least, most, limit } = BOUNDS[bitsOf(field)];
      for (const one of valuesOf(field)) {
        const { plain } = one;
        // 2⁶³ itself may be the rounded form of a number that fits.
        if (typeof plain !== 'number' || !Number.isInteger(plain)) continue;
        const isTooLarge = limit === 2 ** 31 ? plain >= limit : plain > limit;
        if (!isTooLarge && plain >= -limit) continue;
        const bound = isTooLarge ? most : least;
        yield {
          at: one.at,
          message: isTooLarge
            ? message`${field.field.name} is ${one.words ?? ''}, but the largest number that it can hold is ${bound}.`
            : message`${field.field.name} is ${one.words ?? ''}, but the smallest number that it can hold is ${bound}.`,
          covers: ['progress-deadline-too-short', 'job-fields-conflict', 'probe-setting-invalid'],
          fix: { title: message`Use ${bound}`, safe: false, edits: [replaceValue(one, new Raw(bound))] },
        };
      }
    }
  },
});

/** Of betas that are gone, the packages do not tell short numbers from long ones. */
function bitsOf({ owner, segment }: WrittenField): 32 | 64 {
  return segment.bits === 32 && /\.v\d+\./.test(owner.name) ? 32 : 64;
}
