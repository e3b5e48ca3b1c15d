import { insertBehind } from '../../fix/docker-words';
import type { CommandSubject } from '../../model/docker-subjects';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'curl-error-kept',
  summary: 'curl takes the page of an error for what it should fetch.',
  severity: 'info',
  stage: 'build',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'command',

  *check(subject) {
    const { program, command, programAt, words, run, index } = subject;
    if (program !== 'curl') return;
    const call = readCall(words);
    if (!call?.isWeb || call.isAsking) return;
    // A checksum or signature does not fit to an error's page.
    if (run.slice(index + 1).some((later) => later.words.some(({ value }) => VERIFYING.test(value)) || VERIFYING.test(later.program))) return;
    // What a shell puts together may hold the option, and a configuration may.
    if (run.some((other) => other.command.words.some(({ value }) => value.includes('curlrc')))) return;
    const isPiped = run[index + 1]?.command.before === '|';
    const file = call.output ?? redirectedTo(command.words.map(({ source }) => source));
    if ((file === undefined || file === '-') && !isPiped && !call.isNamed) return;
    if (file === '/dev/null') return;
    const cluster = words[0] && /^-[a-zA-Z#]+$/.test(words[0].source) && !VALUED.has(words[0].source[1] as string) ? words[0] : undefined;
    const fix: Fix = cluster
      ? { title: message`Add ${'-f'}`, safe: false, edits: [{ at: { ...cluster.at, start: cluster.at.start + 1, end: cluster.at.start + 1 }, text: 'f' }] }
      : { title: message`Add ${'-f'}`, safe: false, edits: [insertBehind(programAt, ' -f')] };
    yield {
      at: programAt,
      message: isPiped
        ? message`Without ${'--fail'}, ${'curl'} hands on the page of a server's error as if it were what was asked for.`
        : message`Without ${'--fail'}, ${'curl'} writes the page of a server's error into the file and reports success.`,
      fix,
    };
  },
});

const VERIFYING = /\b(?:sha(?:1|224|256|384|512)(?:sum)?|shasum|md5sum|b2sum|cosign|minisign|--verify)\b|^openssl$/;

/** Short options of curl with a value, which may follow in the same word (curl's manual). */
const VALUED = new Set('AbcCdDeEFhHKmoPQrtTuUwxXyYz');
/** Long ones whose value may be taken for an address or file. */
const LONG_VALUED =
  /^--(?:header|user|user-agent|data|data-\w+|json|form|form-string|request|retry|retry-delay|retry-max-time|max-time|connect-timeout|proxy|proto|proto-default|proto-redir|cacert|capath|cert|key|cookie|cookie-jar|referer|range|resolve|connect-to|limit-rate|max-redirs|ciphers|tls-max|upload-file|url-query|variable|oauth2-bearer|interface|noproxy|dns-servers|stderr|trace|trace-ascii|speed-limit|speed-time|etag-compare|etag-save|hsts|netrc-file|output-dir|continue-at|time-cond|proxy-user|unix-socket|max-filesize|parallel-max|create-file-mode|rate)$/;

interface Call {
  readonly output: string | undefined;
  /** `-O`: into a file of the address' last name. */
  readonly isNamed: boolean;
  readonly isWeb: boolean;
  /** It looks for the answer's status itself, or asks for nothing but the header. */
  readonly isAsking: boolean;
}

/** Undefined where it fails for errors, or may. */
function readCall(words: CommandSubject['words']): Call | undefined {
  let output: string | undefined;
  let isNamed = false;
  let isAsking = false;
  const addresses: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const { value, source } = words[i] as CommandSubject['words'][number];
    const next = words[i + 1]?.value;
    const short = /^-([a-zA-Z#:0-9]+)/.exec(value)?.[1];
    if (/^--fail(?:-with-body)?$|^--config(?:=|$)/.test(value)) return undefined;
    if (/^--(?:head|write-out|include|dump-header|upload-file|version|help)$/.test(value)) isAsking = true;
    if (/^--(?:remote-name|remote-name-all)$/.test(value)) isNamed = true;
    if (value === '--output') output = next;
    else if (value === '--url') addresses.push(next ?? '');
    if (/^--(?:output|url)$/.test(value) || LONG_VALUED.test(value)) i++;
    else if (short !== undefined && !value.startsWith('--')) {
      const at = [...short].findIndex((letter) => VALUED.has(letter));
      const plain = at < 0 ? short : short.slice(0, at);
      const letter = short[at];
      if (plain.includes('f') || letter === 'K') return undefined;
      if (plain.includes('I') || plain.includes('V') || plain.includes('i') || (letter !== undefined && 'wDTh'.includes(letter))) isAsking = true;
      if (plain.includes('O')) isNamed = true;
      const own = value.slice(at + 2);
      if (letter === 'o') output = own === '' ? next : own;
      if (letter !== undefined && own === '') i++;
    } else if (!value.startsWith('-')) {
      addresses.push(source);
    }
  }
  // A variable that is not in quotes may hold options, unless it is the only address.
  if (addresses.some((one) => /^\$(?:[@*]|\{?\w+\}?$)/.test(one) && (addresses.length > 1 || /opt|arg|flag|^\$[@*]/i.test(one)))) return undefined;
  return { output, isNamed, isAsking, isWeb: addresses.length > 0 && addresses.every((one) => !/^["']?(?:ftps?|file|sftp|scp|smb|ldap|unix):/i.test(one)) };
}

function redirectedTo(sources: readonly string[]): string | undefined {
  const at = sources.findIndex((source) => /^1?>{1,2}[^&]?/.test(source) && !/^1?>{1,2}&/.test(source));
  const own = /^1?>{1,2}\|?(.*)$/.exec(sources[at] ?? '')?.[1];
  return at < 0 ? undefined : own || sources[at + 1];
}
