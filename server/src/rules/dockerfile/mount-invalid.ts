import type { Instruction } from '../../docker/dockerfile';
import { isDockersOwn, MOUNT_OPTIONS, MOUNT_TYPES } from '../../model/docker/grammar';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import type { Span } from '../../text/span';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'mount-invalid',
  summary: 'A RUN --mount has a type or an option that does not exist.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL1000'],
  scope: 'instruction',

  *check({ dockerfile, instruction }) {
    if (instruction.keyword !== 'RUN' || !isDockersOwn(dockerfile)) return;
    for (const options of mountsOf(instruction)) yield* checkMount(options);
  },
});

interface Option {
  readonly key: string;
  readonly keyAt: Span;
  readonly value: string | undefined;
  readonly valueAt: Span;
}

function* checkMount(options: readonly Option[]): Iterable<Finding> {
  const type = options.find(({ key }) => key === 'type')?.value?.toLowerCase() ?? 'bind';
  for (const { key, keyAt, value, valueAt } of options) {
    if (key === '' && value === undefined) {
      yield { at: { ...keyAt, start: keyAt.start - 1 }, message: message`Behind this comma an option is missing; a blank ends the list.` };
    } else if (!MOUNT_OPTIONS.includes(key)) {
      yield { at: keyAt, message: message`A mount has no option ${key}.`, fix: replacements(key, MOUNT_OPTIONS, keyAt) };
    } else if (value === undefined) {
      if (!['readonly', 'ro', 'readwrite', 'rw', 'required'].includes(key))
        yield { at: keyAt, message: message`The option ${key} needs a value: ${`${key}=…`}.` };
    } else if (value.includes('$')) {
      // Known only when the image is built.
    } else if (key === 'type' && !MOUNT_TYPES.includes(type)) {
      yield { at: valueAt, message: message`There is no mount of type ${value}.`, fix: replacements(value, MOUNT_TYPES, valueAt) };
    } else if (key === 'sharing' && !['shared', 'private', 'locked'].includes(value.toLowerCase())) {
      yield {
        at: valueAt,
        message: message`A cache is shared, private or locked, not ${value}.`,
        fix: replacements(value, ['shared', 'private', 'locked'], valueAt),
      };
    } else if (key === 'mode' && !/^[0-7]+$/.test(value)) {
      yield { at: valueAt, message: message`The mode is an octal number, not ${value}.` };
    }
  }
  const from = options.find(({ key }) => key === 'from');
  if (from && type === 'secret') yield { at: from.keyAt, message: message`A secret comes from the build, never from a stage.` };
}

/** The options of each mount, but for those with quotes, whose commas may be text. */
function* mountsOf({ flags }: Instruction): Iterable<Option[]> {
  for (const { name, value } of flags) {
    if (name !== 'mount' || !value || value.value.includes('"') || value.at.end - value.at.start !== value.value.length) continue;
    let start = value.at.start;
    yield value.value.split(',').map((field) => {
      const equals = field.indexOf('=');
      const keyEnd = start + (equals < 0 ? field.length : equals);
      const option = {
        key: (equals < 0 ? field : field.slice(0, equals)).toLowerCase(),
        keyAt: { ...value.at, start, end: keyEnd },
        value: equals < 0 ? undefined : field.slice(equals + 1),
        valueAt: { ...value.at, start: Math.min(keyEnd + 1, start + field.length), end: start + field.length },
      };
      start += field.length + 1;
      return option;
    });
  }
}

function replacements(written: string, candidates: readonly string[], at: Span): Fix[] {
  return suggest(written, candidates).map((name) => ({ title: message`Replace it with ${name}`, safe: false, edits: [{ at, text: name }] }));
}
