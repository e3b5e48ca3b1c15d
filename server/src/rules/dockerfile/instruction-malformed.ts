import type { Dockerfile, Instruction } from '../../docker/dockerfile';
import { type FromMend, mendFrom } from '../../fix/docker-from';
import { INSTRUCTIONS } from '../../model/docker/grammar';
import { unclosedQuote, writeList } from '../../model/docker/quotes';
import { isSignal, SIGNALS } from '../../model/docker/signals';
import { trailingCommentOf } from '../../model/docker/trailing-comment';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'instruction-malformed',
  summary: 'An instruction has arguments of a kind or number that Docker refuses.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL1000'],
  scope: 'instruction',

  *check({ dockerfile, instruction }) {
    // A comment behind the instruction has a rule of its own, and so have lists in brackets.
    const { keyword, keywordAt, rest } = instruction;
    if (!INSTRUCTIONS.includes(keyword)) return;
    if (trailingCommentOf(instruction) !== undefined || (rest.value.startsWith('[') && keyword !== 'HEALTHCHECK')) return;
    if (rest.value === '' && keyword !== 'FROM') {
      if (!['CMD', 'ENTRYPOINT', 'RUN'].includes(keyword)) yield { at: keywordAt, message: message`${keyword} needs at least one argument.` };
      return;
    }
    yield* checkQuotes(instruction, dockerfile);
    if (keyword === 'FROM') yield* checkFrom(instruction, dockerfile);
    else if (keyword === 'ENV' || keyword === 'LABEL') yield* checkPairs(instruction);
    else if (keyword === 'COPY' || keyword === 'ADD') yield* checkCopy(instruction);
    else if (keyword === 'SHELL') {
      const fix = { title: message`Write it as a list`, safe: false, edits: [{ at: rest.at, text: writeList(instruction.words.map(({ value }) => value)) }] };
      yield { at: rest.at, message: message`SHELL takes a list in JSON form and nothing else.`, fix };
    } else if (keyword === 'STOPSIGNAL' && !rest.value.includes('$') && !isSignal(rest.value)) {
      const fix = suggest(rest.value, SIGNALS).map((name) => ({ title: message`Replace it with ${name}`, safe: false, edits: [{ at: rest.at, text: name }] }));
      yield { at: rest.at, message: message`There is no signal ${rest.value}.`, fix };
    } else if (keyword === 'HEALTHCHECK') yield* checkHealthcheck(instruction);
  },
});

function* checkQuotes({ keyword, words, rest }: Instruction, { file, escape }: Dockerfile): Iterable<Finding> {
  if (!['FROM', 'ENV', 'LABEL', 'ARG', 'COPY', 'ADD', 'WORKDIR', 'USER', 'EXPOSE', 'VOLUME', 'STOPSIGNAL'].includes(keyword)) return;
  const open = unclosedQuote(rest.value, escape);
  if (open !== undefined) {
    const last = words.find(({ at, source }) => at.end >= rest.at.end && unclosedQuote(source, escape) !== undefined);
    const start = last ? last.at.start + (unclosedQuote(last.source, escape) ?? 0) : rest.at.start;
    yield { at: { file, start, end: start + 1 }, message: message`The quote that begins here is never closed.` };
  } else if (['COPY', 'ADD', 'VOLUME'].includes(keyword)) {
    const broken = words.find(({ source }) => /^(["']).*\s.*\1$/s.test(source));
    if (!broken) return;
    const fix = { title: message`Write it as a list`, safe: false, edits: [{ at: rest.at, text: writeList(words.map(({ value }) => value)) }] };
    yield { at: broken.at, message: message`Quotes do not hold words together in ${keyword}; a name with blanks needs the list form.`, fix };
  }
}

function* checkFrom({ words, flags, keywordAt }: Instruction, dockerfile: Dockerfile): Iterable<Finding> {
  const [image, as, name, more] = words;
  // A flag whose value stands behind a blank is a fault of the flag.
  if (flags.some(({ value }) => !value)) return;
  if (!image) yield { at: keywordAt, message: message`FROM needs the name of an image.` };
  else if (as && as.value.toLowerCase() !== 'as') {
    const mend = mendFrom(dockerfile, words);
    const fix = mend ? [{ title: titleOf(mend), safe: false, edits: mend.edits }] : [];
    yield { at: as.at, message: message`Behind the image, FROM takes AS and a name, not ${as.value}.`, fix };
  } else if (as && !name) yield { at: as.at, message: message`Behind AS, the name of the stage is missing.` };
  else if (more) yield { at: more.at, message: message`FROM ends with the name of the stage; ${more.value} is too much.` };
  else if (name && !/^[a-z][a-z0-9-_.]*$/.test(name.value.toLowerCase())) {
    yield {
      at: name.at,
      message: message`The stage name ${name.value} must begin with a letter and hold only letters, digits, hyphens, underscores and dots.`,
    };
  }
}

function titleOf({ kind, text }: FromMend) {
  if (kind === 'flag') return message`Put ${text} in front of the image`;
  return kind === 'tag' ? message`Build on ${text}` : message`Put AS in front of ${text}`;
}

function* checkPairs({ keyword, words, legacy }: Instruction): Iterable<Finding> {
  const [first, second, third] = words;
  if (legacy && first && !second) yield { at: first.at, message: message`${first.value} has no value.` };
  // Blanks around the sign have a rule of their own.
  if (legacy || second?.value === '=' || third?.value === '=') return;
  for (const [index, word] of words.entries()) {
    if (word.source.includes('=') || words[index - 1]?.source.endsWith('=')) continue;
    yield { at: word.at, message: message`${word.value} has no equals sign, but ${keyword} takes pairs of name=value here.` };
  }
}

function* checkCopy({ keyword, keywordAt, words, flags }: Instruction): Iterable<Finding> {
  const last = words.at(-1);
  const address =
    keyword === 'COPY' && flags.every(({ name }) => name !== 'from') ? words.slice(0, -1).find(({ value }) => /^https?:\/\//.test(value)) : undefined;
  if (address) {
    const fix = { title: message`Use ${'ADD'}`, safe: false, edits: [{ at: keywordAt, text: 'ADD' }] };
    yield { at: address.at, message: message`${'COPY'} takes no addresses; ${'ADD'} fetches what lies there.`, fix };
  }
  if (words.length === 1 && last) yield { at: last.at, message: message`${keyword} needs a source and a destination; there is only ${last.value}.` };
  else if (last && /^<<[-"'A-Za-z]/.test(last.source)) yield { at: last.at, message: message`The destination of ${keyword} cannot be a text.` };
}

function* checkHealthcheck({ words }: Instruction): Iterable<Finding> {
  const [kind, next] = words;
  if (!kind) return;
  const name = kind.value.toUpperCase();
  if (name === 'NONE' && next) yield { at: next.at, message: message`HEALTHCHECK NONE takes no arguments.` };
  else if (name === 'CMD' && !next) yield { at: kind.at, message: message`HEALTHCHECK CMD needs a command.` };
  else if (name !== 'CMD' && name !== 'NONE') {
    const fix = { title: message`Put CMD in front`, safe: false, edits: [{ at: { ...kind.at, end: kind.at.start }, text: 'CMD ' }] };
    yield { at: kind.at, message: message`HEALTHCHECK knows CMD and NONE, but not ${kind.value}.`, fix };
  }
}
