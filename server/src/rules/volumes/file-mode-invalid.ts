import { replaceSource } from '../../fix/fields';
import type { Value } from '../../model/object';
import type { VolumeSource } from '../../model/pod';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

/** Modes that people give to files, as numbers. */
const USUAL = new Set(
  ['400', '440', '444', '500', '550', '555', '600', '640', '644', '660', '664', '666', '700', '740', '744', '750', '755', '770', '775', '777'].map((mode) =>
    Number.parseInt(mode, 8),
  ),
);

export default rule({
  id: 'file-mode-invalid',
  summary: 'The mode of a file is written in decimal, and so is another one.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check({ volumes }) {
    for (const mode of volumes.flatMap(({ sources }) => sources.flatMap(modesOf))) yield* checkMode(mode);
  },
});

function* checkMode(mode: Value): Iterable<Finding> {
  const number = mode.number()?.value;
  const words = mode.words;
  if (number === undefined || words === undefined) return;
  const octal = /^[0-7]{3}$/.test(words) ? `0${words}` : undefined;
  const fix = octal === undefined ? {} : { fix: { title: message`Use ${octal}`, safe: false, edits: [replaceSource(mode, octal)] } };
  const shown = `0${number.toString(8)}`;
  if (number < 0 || number > 0o777 || !Number.isInteger(number))
    yield {
      at: mode.at,
      message:
        octal === undefined
          ? message`A mode lies between 0 and ${'0777'}, which ${words} does not.`
          : message`The mode ${words} is a decimal number above ${'0777'}; ${octal} is meant.`,
      ...fix,
    };
  else if (octal !== undefined && USUAL.has(Number.parseInt(words, 8)) && !USUAL.has(number))
    yield { at: mode.at, severity: 'warning', message: message`The mode ${words} is a decimal number, which is ${shown}; ${octal} is meant.`, ...fix };
}

function modesOf({ kind, value }: VolumeSource): Value[] {
  if (!['configMap', 'secret', 'downwardAPI', 'projected'].includes(kind)) return [];
  const holders = [value, ...value.items('sources').flatMap((source) => source.fields().map((field) => field.value))];
  const defaults = value.given('defaultMode');
  const items = holders.flatMap((holder) => holder.items('items').flatMap((item) => item.given('mode') ?? []));
  return defaults ? [defaults, ...items] : items;
}
