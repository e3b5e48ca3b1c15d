import type { Flag, Instruction } from '../../docker/dockerfile';
import { removeWords } from '../../fix/docker-words';
import { FLAG_WORDS, FLAGS, type FlagKind, isDockersOwn, isDuration } from '../../model/docker/grammar';
import { isDigest } from '../../model/docker/stage-facts';
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
      } else if (kind === 'checksum' && instruction.words.length > 1 && !isFetched(instruction)) {
        yield { at: flag.at, message: message`${name} is for what one address brings; this comes from the build context.`, fix: remove };
      } else yield* checkValue(flag, kind);
      seen.add(flag.name);
    }
  },
});

function* checkValue({ name, value }: Flag, kind: FlagKind): Iterable<Finding> {
  if (!value || value.value.includes('$')) return;
  const { at, value: text } = value;
  const words = FLAG_WORDS[kind];
  if (kind === 'boolean' && !/^(?:true|false)$/i.test(text)) yield { at, message: message`The flag ${`--${name}`} is true or false, not ${text}.` };
  else if (kind === 'number' && !/^\d+$/.test(text)) yield { at, message: message`The flag ${`--${name}`} takes a whole number, not ${text}.` };
  else if (kind === 'duration' && text !== '' && !isDuration(text)) {
    const fix: Fix[] = /^\d+$/.test(text) ? [{ title: message`Say seconds`, safe: true, edits: [{ at, text: `${text}s` }] }] : [];
    yield { at, message: message`${text} is no duration; Docker wants a unit, as in ${'30s'} or ${'1m30s'}.`, fix };
  } else if (words && !words.includes(text.toLowerCase())) {
    const fix = suggest(text, words).map((word): Fix => ({ title: message`Replace it with ${word}`, safe: false, edits: [{ at, text: word }] }));
    yield { at, message: message`The flag ${`--${name}`} takes ${words}, but not ${text}.`, fix };
  } else if (kind === 'mode' && /^\d+$/.test(text) && !/^0*[0-7]{1,4}$/.test(text)) {
    yield { at, message: message`${text} is no mode; that is an octal number up to ${'7777'}, or letters such as ${'u=rwX'}.` };
  } else if (kind === 'checksum' && /^sha\d/.test(text) && !isDigest(text)) {
    yield { at, message: message`A checksum is ${'sha256:'} and 64 hexadecimal digits, which ${text} is not.` };
  }
}

/** `--platform linux/amd64`: the value stands behind a blank. */
function joinNext({ flags, words }: Instruction, { name, at }: Flag, kind: FlagKind): Fix[] {
  const [value, further] = words;
  const isValue = value !== undefined && further !== undefined && flags.at(-1)?.at === at && (kind !== 'duration' || isDuration(value.value));
  if (!isValue) return [];
  return [{ title: message`Write ${`--${name}=${value.source}`}`, safe: false, edits: [{ at: { ...at, start: at.end, end: value.at.start }, text: '=' }] }];
}

/** One source that lies at an address (dockerfile2llb/convert_copy.go: HTTP or Git). */
function isFetched({ words, json }: Instruction): boolean {
  const [source] = json ?? words;
  return (json ?? words).length === 2 && (source?.value.includes('$') || /^(?:https?:|git@|ssh:|git:)|\.git(?:[#?]|$)/.test(source?.value ?? ''));
}

function nameOf({ name, at }: Flag) {
  return { ...at, end: at.start + 2 + name.length };
}

function rename(flag: Flag, other: string): Fix {
  return { title: message`Replace it with ${`--${other}`}`, safe: false, edits: [{ at: nameOf(flag), text: `--${other}` }] };
}
