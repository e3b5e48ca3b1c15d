import type { Flag, Instruction } from '../../docker/dockerfile';
import { removeWords } from '../../fix/docker-words';
import { FLAGS, type FlagKind, isDockersOwn, isDuration } from '../../model/docker/grammar';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'flag-invalid',
  summary: 'An instruction has a flag that it does not know, or a flag with a wrong value.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL1000'],
  scope: 'instruction',

  *check({ dockerfile, instruction }) {
    const { keyword, flags } = instruction;
    // STOPSIGNAL is the one instruction whose flags nobody looks at.
    if (keyword === 'STOPSIGNAL' || !isDockersOwn(dockerfile)) return;
    const kinds = FLAGS[keyword] ?? {};
    const seen = new Set<string>();
    for (const flag of flags) {
      const kind = kinds[flag.name];
      const name = `--${flag.name}`;
      const remove: Fix = { title: message`Remove ${name}`, safe: false, edits: [removeWords(dockerfile, flag.at)] };
      if (kind === undefined) {
        const near = suggest(flag.name, Object.keys(kinds)).map((other): Fix => rename(flag, other));
        yield { at: nameOf(flag), message: message`${keyword} has no flag ${name}.`, fix: [...near, remove] };
      } else if (seen.has(flag.name) && kind !== 'mount' && kind !== 'texts') {
        yield { at: flag.at, message: message`The flag ${name} stands here twice.`, fix: remove };
      } else if (!flag.value && kind !== 'boolean') {
        yield { at: flag.at, message: message`The flag ${name} needs a value: ${`${name}=…`}.`, fix: joinNext(instruction, flag, kind) };
      } else yield* checkValue(flag, kind);
      seen.add(flag.name);
    }
  },
});

function* checkValue({ name, value }: Flag, kind: string): Iterable<Finding> {
  if (!value || value.value.includes('$')) return;
  const { at, value: text } = value;
  if (kind === 'boolean' && !/^(?:true|false)$/i.test(text)) yield { at, message: message`The flag ${`--${name}`} is true or false, not ${text}.` };
  else if (kind === 'number' && !/^\d+$/.test(text)) yield { at, message: message`The flag ${`--${name}`} takes a whole number, not ${text}.` };
  else if (kind === 'duration' && text !== '' && !isDuration(text)) {
    const fix: Fix[] = /^\d+$/.test(text) ? [{ title: message`Say seconds`, safe: true, edits: [{ at, text: `${text}s` }] }] : [];
    yield { at, message: message`${text} is no duration; Docker wants a unit, as in ${'30s'} or ${'1m30s'}.`, fix };
  }
}

/** `--platform linux/amd64`: the value stands behind a blank. */
function joinNext({ flags, words }: Instruction, { name, at }: Flag, kind: FlagKind): Fix[] {
  const [value, further] = words;
  const isValue = value !== undefined && further !== undefined && flags.at(-1)?.at === at && (kind !== 'duration' || isDuration(value.value));
  if (!isValue) return [];
  return [{ title: message`Write ${`--${name}=${value.source}`}`, safe: false, edits: [{ at: { ...at, start: at.end, end: value.at.start }, text: '=' }] }];
}

function nameOf({ name, at }: Flag) {
  return { ...at, end: at.start + 2 + name.length };
}

function rename(flag: Flag, other: string): Fix {
  return { title: message`Replace it with ${`--${other}`}`, safe: false, edits: [{ at: nameOf(flag), text: `--${other}` }] };
}
