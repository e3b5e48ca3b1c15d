import { replaceValue } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

const LEAST_SECONDS = 600;

export default rule({
  id: 'projected-source-invalid',
  summary: 'A part of a projected volume has no source or several, or a token that ends too soon.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check({ volumes }) {
    for (const { kind, value } of volumes.flatMap(({ sources }) => sources)) {
      if (kind !== 'projected') continue;
      for (const source of value.items('sources')) {
        if (source.kind !== 'map') continue;
        const [first, second] = source.fields().filter((field) => field.value.kind !== 'null');
        if (!first) yield { at: source.headAt, message: message`This part of the volume has no source.` };
        if (first && second)
          yield {
            at: second.at,
            message: message`Each part of the volume has one source; ${second.name} needs a part of its own.`,
            related: [{ at: first.at, message: message`The first source is here.` }],
          };
        const seconds = source.number('serviceAccountToken', 'expirationSeconds');
        const written = source.get('serviceAccountToken', 'expirationSeconds');
        if (!seconds || !written) continue;
        if (seconds.value < LEAST_SECONDS)
          yield {
            at: seconds.at,
            message: message`A token lasts at least ${LEAST_SECONDS} seconds, not ${seconds.value}.`,
            fix: { title: message`Use ${LEAST_SECONDS}`, safe: false, edits: [replaceValue(written, LEAST_SECONDS)] },
          };
        else if (seconds.value > 2 ** 32) yield { at: seconds.at, message: message`A token lasts at most 4294967296 seconds.` };
      }
    }
  },
});
