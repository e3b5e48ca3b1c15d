import type { Word } from '../../docker/dockerfile';
import { trailingCommentOf } from '../../model/docker/trailing-comment';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'expose-invalid',
  summary: 'EXPOSE names something that is no port of a container.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL3011', 'buildkit:ExposeInvalidFormat', 'trivy:DS-0008'],
  scope: 'instruction',

  *check({ instruction }) {
    if (instruction.keyword !== 'EXPOSE' || trailingCommentOf(instruction) !== undefined) return;
    for (const word of instruction.words) if (!word.value.includes('$')) yield* checkPort(word);
  },
});

function* checkPort({ value, at }: Word): Iterable<Finding> {
  const replaceBy = (text: string): Fix => ({ title: message`Replace it with ${text}`, safe: false, edits: [{ at, text }] });
  const plain = value.replace(/^\[?["']?|["']?[\],]*$/g, '');
  if (plain !== value && isPort(plain)) {
    yield { at, message: message`${value} is no port; ports stand side by side with blanks between them.`, fix: replaceBy(plain) };
    return;
  }
  const container = value.slice(value.lastIndexOf(':') + 1);
  const [ports = '', protocol] = container.split('/');
  const numbers = ports.split('-').map((part) => (/^\d+$/.test(part) ? Number(part) : undefined));
  const [first, last = first] = numbers;
  if (numbers.length > 2 || first === undefined || last === undefined) yield { at, message: message`${value} is no port.` };
  else if (first > 65535 || last > 65535) yield { at, message: message`Ports end at 65535, but this is ${Math.max(first, last)}.` };
  else if (last < first)
    yield {
      at,
      message: message`The range ${ports} ends before it begins.`,
      fix: replaceBy(`${last}-${first}${protocol === undefined ? '' : `/${protocol}`}`),
    };
  else if (protocol !== undefined && protocol !== '' && !/^(?:tcp|udp|sctp)$/i.test(protocol)) {
    yield { at, message: message`The protocol ${protocol} is none of ${['tcp', 'udp', 'sctp']}.`, fix: replaceBy(ports) };
  } else if (container !== value) {
    yield {
      at,
      severity: 'warning',
      message: message`EXPOSE takes the port of the container alone; Docker passes over the rest of ${value}.`,
      fix: replaceBy(container),
    };
  }
}

function isPort(text: string): boolean {
  return /^\d{1,5}(?:-\d{1,5})?(?:\/(?:tcp|udp|sctp))?$/i.test(text);
}
