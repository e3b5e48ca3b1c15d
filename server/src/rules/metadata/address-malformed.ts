import { replaceValue } from '../../fix/fields';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { type Address, parseAddress, parseRange, SPECIAL_ADDRESS, STRICT_ADDRESSES } from '../../schema/addresses';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';
import { type AddressSite, addressSites } from './address-sites';

export default rule({
  id: 'address-malformed',
  summary: 'An IP address or a range of addresses is not one.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',

  *check(object, project) {
    for (const site of addressSites(object)) yield* judge(site, project);
  },
});

function* judge({ value, range, family, isEndpoint }: AddressSite, { kubernetes }: Project): Iterable<Finding> {
  const written = value.string();
  if (!written || isTemplated(written.value)) return;
  const text = written.value.trim();
  const read = range ? parseRange(text) : parseAddress(text);
  if (!read) {
    const said = range ? message`${text} is no range of addresses such as ${'10.0.0.0/8'}.` : message`${text} is no IP address.`;
    const alone = range ? parseAddress(text) : undefined;
    const fix = alone && use(value, `${alone.canonical}/${alone.family === 4 ? 32 : 128}`);
    yield { at: written.at, message: said, ...(fix && { fix }) };
  } else if (family !== undefined && read.family !== family) {
    yield { at: written.at, message: message`${text} is no address of IPv${family}, which this slice is for.` };
  } else if (isEndpoint && SPECIAL_ADDRESS.test(read.canonical)) {
    yield { at: written.at, message: message`${text} leads to no other machine, as an endpoint must.` };
  } else if (read.sloppy && kubernetes.to >= STRICT_ADDRESSES) {
    yield strict(value, text, read);
  }
}

function strict(value: AddressSite['value'], text: string, { sloppy, canonical, family }: Address): Finding {
  const at = value.at;
  if (sloppy === 'leading-zeros')
    return { at, message: message`From Kubernetes 1.${STRICT_ADDRESSES} on, the numbers of ${text} must not begin with zeros.`, fix: use(value, canonical) };
  if (sloppy === 'mapped')
    return { at, message: message`From Kubernetes 1.${STRICT_ADDRESSES} on, ${text} must be written as an address of IPv4.`, fix: use(value, canonical) };
  const host = `${text.split('/')[0]}/${family === 4 ? 32 : 128}`;
  return {
    at,
    message: message`From Kubernetes 1.${STRICT_ADDRESSES} on, ${text} is refused: the range begins at ${canonical}.`,
    fix: [use(value, canonical), use(value, host)],
  };
}

function use(value: AddressSite['value'], text: string): Fix {
  return { title: message`Use ${text}`, safe: false, edits: [replaceValue(value, text)] };
}
