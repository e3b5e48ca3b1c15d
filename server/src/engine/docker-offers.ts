import type { Dockerfile, Instruction } from '../docker/dockerfile';
import { FLAG_WORDS, FLAGS, INSTRUCTIONS, MOUNT_OPTIONS, MOUNT_TYPES } from '../model/docker/grammar';
import { KNOWN_IMAGES } from '../model/docker/known-images';
import { SIGNALS } from '../model/docker/signals';
import { declaredNames, PLATFORM_ARGUMENT_NAMES } from '../model/docker/stage-facts';
import type { Message } from '../text/message';
import type { Span } from '../text/span';
import { flagMeaning, mountMeaning, optionMeaning } from './docker-flag-hover';
import { MEANINGS } from './docker-hover';

/** Something that can be written at a place in a Dockerfile. */
export interface DockerOffer {
  readonly kind: 'instruction' | 'flag' | 'stage' | 'variable' | 'image' | 'value';
  readonly label: string;
  readonly replaces: Span;
  readonly text: string;
  /** A few words without grammar: where it comes from. */
  readonly detail: string;
  readonly said: Message | undefined;
}

/** What can be written at a place, from what the Dockerfile itself declares and from our tables. */
export function dockerWordsAt(dockerfile: Dockerfile, offset: number): DockerOffer[] {
  const { text, file } = dockerfile;
  const instruction = dockerfile.instructions.find(({ at }) => at.start <= offset && offset <= lineEnd(text, at.end));
  // Inside a here-document or a comment stands somebody else's text.
  if (instruction?.heredocs.some(({ body }) => body.at.start <= offset && offset <= body.at.end)) return [];
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset).replace(/^\ufeff/, '');
  const make = (word: string) => {
    const replaces = { file, start: offset - word.length, end: offset };
    return (kind: DockerOffer['kind'], label: string, detail = '', said?: Message, behind = ''): DockerOffer => ({
      kind,
      label,
      replaces,
      text: label + behind,
      detail,
      said,
    });
  };
  if (/^[ \t]*#/.test(before)) return directives(dockerfile, lineStart, before, make);
  const keyword = /^[ \t]*([A-Za-z]*)$/.exec(before);
  // An empty line at the end may go on with the instruction above.
  if (!instruction && text.slice(0, lineStart).trimEnd().endsWith(dockerfile.escape)) return [];
  if (keyword && (!instruction || instruction.keywordAt.start >= lineStart)) return instructions(dockerfile, make(keyword[1] as string));
  if (!instruction) return [];
  const variable = /\$\{?(\w*)$/.exec(before);
  if (variable)
    return variables(dockerfile, instruction, offset).map(([name, detail]) =>
      make(variable[1] as string)('variable', name, detail, undefined, before.endsWith(`{${variable[1]}`) && text[offset] !== '}' ? '}' : ''),
    );
  const word = /\S*$/.exec(before)?.[0] ?? '';
  return [...flagWords(dockerfile, instruction, word, make), ...argumentWords(dockerfile, instruction, word, before, make)];
}

type Make = (word: string) => (kind: DockerOffer['kind'], label: string, detail?: string, said?: Message, behind?: string) => DockerOffer;

/** What may stand in the first comments of a file, above everything else. */
function directives({ text, directives: written }: Dockerfile, lineStart: number, before: string, make: Make): DockerOffer[] {
  const word = /^#[ \t]*([a-z]*)$/.exec(before)?.[1];
  const above = written.filter(({ at }) => at.start < lineStart).length;
  if (word === undefined || text.slice(0, lineStart).split('\n').length - 1 !== above) return [];
  return ['syntax=docker/dockerfile:1', 'check=error=true', 'escape=`']
    .filter((one) => !written.some(({ name, at }) => one.startsWith(`${name}=`) && at.start !== lineStart))
    .map((one) => make(word)('value', one));
}

function instructions({ instructions: written, text, stages }: Dockerfile, offer: ReturnType<Make>): DockerOffer[] {
  const isLower = written.length > 0 && written.every(({ keywordAt: { start, end } }) => text.slice(start, end) === text.slice(start, end).toLowerCase());
  const known = INSTRUCTIONS.filter((name) => name !== 'MAINTAINER' && (stages.length > 0 || name === 'FROM' || name === 'ARG'));
  return known.map((name) => offer('instruction', isLower ? name.toLowerCase() : name, '', MEANINGS[name], ' '));
}

/** Names of variables that hold at a place, and what declares them. */
function variables(dockerfile: Dockerfile, instruction: Instruction, offset: number): [name: string, detail: string][] {
  const stage = dockerfile.stages.findLast(({ from }) => from.at.start <= instruction.at.start);
  if (!stage || instruction.keyword === 'FROM') {
    return [
      ...dockerfile.globalArguments.map(({ name, value }): [string, string] => [name.value, value?.value ?? 'ARG']),
      ...PLATFORM_ARGUMENT_NAMES.map((name): [string, string] => [name, 'BuildKit']),
    ];
  }
  return [...new Set(declaredNames(stage, offset))].map((name) => [name, stage.name?.value ?? stage.base.value]);
}

function flagWords(dockerfile: Dockerfile, { keyword, flags }: Instruction, word: string, make: Make): DockerOffer[] {
  const kinds = FLAGS[keyword] ?? {};
  const value = /^--([a-z-]+)=(.*)$/.exec(word);
  if (value) return flagValues(dockerfile, keyword, value[1] as string, value[2] as string, make);
  if (!word.startsWith('-')) return [];
  const taken = new Set(flags.filter(({ at }) => dockerfile.text.slice(at.start, at.end) !== word).map(({ name }) => name));
  return Object.entries(kinds)
    .filter(([name, kind]) => !taken.has(name) || kind === 'mount' || kind === 'texts')
    .map(([name, kind]) => make(word)('flag', `--${name}`, '', flagMeaning(keyword, name), kind === 'boolean' ? ' ' : '='));
}

function flagValues(dockerfile: Dockerfile, keyword: string, name: string, written: string, make: Make): DockerOffer[] {
  if (keyword === 'COPY' && name === 'from') return stageNames(dockerfile, make(written));
  if (keyword === 'FROM' && name === 'platform') return ['$BUILDPLATFORM', 'linux/amd64', 'linux/arm64'].map((one) => make(written)('value', one));
  const words = FLAG_WORDS[FLAGS[keyword]?.[name] ?? 'text'];
  if (words) return words.map((one) => make(written)('value', one));
  if (keyword !== 'RUN' || name !== 'mount') return [];
  const [, key, value = ''] = /(?:^|,)(?:(\w+)=)?([^,]*)$/.exec(written) ?? [];
  if (key === 'type') return MOUNT_TYPES.map((one) => make(value)('value', one, '', mountMeaning(one)));
  if (key === 'from') return stageNames(dockerfile, make(value));
  if (key === 'target')
    return ['/go/pkg/mod', '/root/.cache/go-build', '/root/.npm', '/root/.cache/pip', '/var/cache/apt'].map((one) => make(value)('value', one));
  return key === undefined ? MOUNT_OPTIONS.map((one) => make(value)('flag', one, '', optionMeaning(one), '=')) : [];
}

function stageNames({ stages }: Dockerfile, offer: ReturnType<Make>): DockerOffer[] {
  return stages.flatMap(({ name, base }) => (name ? [offer('stage', name.value, base.value)] : []));
}

/** Arguments that are one of few: images, stages, signals, what follows HEALTHCHECK and ONBUILD. */
function argumentWords(dockerfile: Dockerfile, instruction: Instruction, word: string, before: string, make: Make): DockerOffer[] {
  const place = before.trim().split(/\s+/).length - (word === '' ? 0 : 1) - instruction.flags.length;
  if (word.startsWith('-') || place < 1) return [];
  switch (instruction.keyword) {
    case 'FROM': {
      if (place === 2) return [make(word)('value', 'AS')];
      if (place !== 1) return [];
      const earlier = { ...dockerfile, stages: dockerfile.stages.filter(({ from }) => from !== instruction) };
      return [...stageNames(earlier, make(word)), make(word)('image', 'scratch'), ...imageNames(word, make)];
    }
    case 'STOPSIGNAL':
      return SIGNALS.map((one) => make(word)('value', one));
    case 'HEALTHCHECK':
      return place === 1 ? ['CMD', 'NONE'].map((one) => make(word)('value', one)) : [];
    case 'ONBUILD':
      return place === 1
        ? INSTRUCTIONS.filter((name) => !['FROM', 'ONBUILD', 'MAINTAINER'].includes(name)).map((name) =>
            make(word)('instruction', name, '', MEANINGS[name], ' '),
          )
        : [];
    case 'USER':
      return ['65532:65532', '1000:1000'].map((one) => make(word)('value', one));
    default:
      return [];
  }
}

function imageNames(word: string, make: Make): DockerOffer[] {
  return Object.entries(KNOWN_IMAGES).flatMap(([name, tags]) => tags.map((tag) => make(word)('image', `${name}:${tag}`)));
}

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  return feed < 0 ? text.length : feed;
}
