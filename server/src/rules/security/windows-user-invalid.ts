import { replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { type Message, message } from '../../text/message';
import { type Finding, rule } from '../rule';

// kubernetes/pkg/apis/core/validation/validation.go, ValidateWindowsSecurityContextOptions.
const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const DOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const FORBIDDEN = /["/\\:;|=,+*?<>@[\]]/;
const LONGEST_DOMAIN = 255;
const LONGEST_USER = 104;

export default rule({
  id: 'windows-user-invalid',
  summary: 'The name of a Windows user is not written as the server takes it.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check({ value, allContainers }) {
    for (const holder of [value, ...allContainers.map((container) => container.value)]) {
      const written = holder.get('securityContext', 'windowsOptions', 'runAsUserName');
      const name = written?.string()?.value;
      if (!written || name === undefined || isTemplated(name)) continue;
      const fault = faultOf(name);
      if (fault) yield { at: written.at, message: fault, ...mend(written, name) };
    }
  },
});

function faultOf(name: string): Message | undefined {
  if (name === '') return message`An empty text is no user; leave the field out to run as the image says.`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(name)) return message`A user's name has no control characters, as ${'\\t'} and ${'\\n'} are in double quotes.`;
  const parts = name.split('\\');
  const user = parts.at(-1) ?? '';
  const domain = parts.length > 1 ? parts[0] : undefined;
  if (parts.length > 2) return message`Between domain and user stands one backslash, and here are ${parts.length - 1}.`;
  if (domain !== undefined && (domain.length > LONGEST_DOMAIN || !(NETBIOS.test(domain) || DOMAIN.test(domain))))
    return message`${domain} is no domain, neither of NetBIOS nor of DNS.`;
  if (user === '') return message`Behind the backslash must stand a user.`;
  if (user.length > LONGEST_USER) return message`A user's name has at most ${LONGEST_USER} characters, and this has ${user.length}.`;
  if (/^[. ]+$/.test(user)) return message`A user's name is more than dots and blanks.`;
  const [bad] = FORBIDDEN.exec(user) ?? [];
  return bad === undefined ? undefined : message`A user is written as ${'DOMAIN\\user'} or ${'user'}, and no name has ${bad}.`;
}

/** `user@domain` is how Windows itself may write it. */
function mend(written: Value, name: string): Pick<Finding, 'fix'> {
  const [, user, domain] = /^([^@\\]+)@([^@\\]+)$/.exec(name) ?? [];
  const meant = user === undefined ? undefined : `${domain}\\${user}`;
  if (meant === undefined || faultOf(meant)) return {};
  return { fix: { title: message`Use ${meant}`, safe: false, edits: [replaceValue(written, meant)] } };
}
