import { removeWords } from '../../fix/docker-words';
import { isCall } from '../../model/docker/run-commands';
import type { CommandSubject } from '../../model/docker-subjects';
import { type Message, message } from '../../text/message';
import type { Span } from '../../text/span';
import { type Fix, rule } from '../rule';

/** Options by which programs stop checking whom they talk to, or what they got. */
const OPTIONS: readonly { readonly programs: readonly string[]; readonly option: RegExp; readonly packages: boolean }[] = [
  { programs: ['curl'], option: /^(?:--insecure|-[a-zA-Z]*k[a-zA-Z]*)$/, packages: false },
  { programs: ['wget'], option: /^--no-check-certificate$/, packages: false },
  { programs: ['pip', 'pip3'], option: /^--trusted-host(?:=|$)/, packages: false },
  { programs: ['apk'], option: /^--allow-untrusted$/, packages: true },
  { programs: ['apt-get', 'apt'], option: /^(?:--allow-unauthenticated|--force-yes|--allow-insecure-repositories)$|AllowUnauthenticated/, packages: true },
  { programs: ['yum', 'dnf', 'microdnf', 'tdnf'], option: /^--nogpgcheck$|gpgcheck=0/, packages: true },
  { programs: ['yum', 'dnf'], option: /sslverify=(?:0|false)/i, packages: false },
  { programs: ['rpm'], option: /^(?:--nosignature|--nogpg|--nodigest)$/, packages: true },
  { programs: ['zypper'], option: /^--no-gpg-checks$|^--allow-unsigned-rpm$/, packages: true },
];

export default rule({
  id: 'download-unverified',
  summary: 'A RUN fetches something without checking where it comes from.',
  severity: 'warning',
  stage: 'secure',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: [
    'checkov:CKV2_DOCKER_2',
    'checkov:CKV2_DOCKER_3',
    'checkov:CKV2_DOCKER_4',
    'checkov:CKV2_DOCKER_7',
    'checkov:CKV2_DOCKER_8',
    'checkov:CKV2_DOCKER_9',
    'checkov:CKV2_DOCKER_10',
    'checkov:CKV2_DOCKER_11',
    'checkov:CKV2_DOCKER_12',
    'checkov:CKV2_DOCKER_14',
    'checkov:CKV2_DOCKER_15',
  ],
  scope: 'command',

  *check(subject) {
    const found = faultOf(subject);
    if (!found) return;
    const fix: Fix[] = found.removable ? [{ title: message`Remove it`, safe: false, edits: [removeWords(subject.dockerfile, found.at)] }] : [];
    yield { at: found.at, message: found.said, fix };
  },
});

function faultOf(subject: CommandSubject): { at: Span; said: Message; removable: boolean } | undefined {
  const { program, options, words, operands } = subject;
  const known = OPTIONS.filter(({ programs }) => programs.includes(program));
  // The own machine has no certificate that anybody could check.
  const isLocal = words.some(({ value }) => /^https?:\/\/(?:localhost|127\.)/.test(value));
  for (const { option, packages } of known) {
    const word = options.find(({ value }) => option.test(value));
    if (!word || isLocal) continue;
    const removable = /^--[a-z-]+$|^-k$/.test(word.value) && word.value !== '--trusted-host';
    return {
      at: word.at,
      said: packages
        ? message`With ${word.value}, packages are installed whoever signed them.`
        : message`With ${word.value}, ${program} trusts whoever answers.`,
      removable,
    };
  }
  const isNpm =
    isCall(subject, ['npm', 'yarn', 'pnpm'], ['config', 'set', 'c']) &&
    operands.some(({ value }) => /^strict-ssl(?:=false)?$/.test(value)) &&
    /\bfalse$/.test(operands.at(-1)?.value ?? '');
  const isGit =
    program === 'git' && words.some(({ value }) => /^http\.(?:.*\.)?sslverify(?:=false)?$/i.test(value)) && /false$|^http/.test(operands.at(-1)?.value ?? '');
  return isNpm || isGit ? { at: subject.command.at, said: message`After this, ${program} trusts whoever answers.`, removable: false } : undefined;
}
