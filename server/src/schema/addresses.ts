import { IPv4, IPv6 } from 'ipaddr.js';

/** An IP address or a range of them, as the API server reads it. */
export interface Address {
  readonly family: 4 | 6;
  /** Why strict validation refuses what was accepted for years (KEP 4858); undefined where it does not. */
  readonly sloppy: 'leading-zeros' | 'mapped' | 'host-bits' | undefined;
  /** The same address written as it should be; for a range with host bits the network. */
  readonly canonical: string;
}

/** Strict validation of addresses is on by default from this minor on. */
export const STRICT_ADDRESSES = 36;

/** True for an address as Go's net package reads it: without a zone. */
export function isIpAddress(text: string): boolean {
  return parseAddress(text) !== undefined;
}

/** Reads a single address; undefined where it is none. */
export function parseAddress(text: string): Address | undefined {
  if (/^\d+(?:\.\d+){3}$/.test(text)) {
    const parts = text.split('.');
    if (parts.some((part) => Number(part) > 255)) return undefined;
    const canonical = parts.map(Number).join('.');
    return { family: 4, sloppy: canonical === text ? undefined : 'leading-zeros', canonical };
  }
  // Go reads no zones here.
  if (text.includes('%') || !text.includes(':') || !IPv6.isValid(text)) return undefined;
  const address = IPv6.parse(text);
  // `::1.2.3.4` is not mapped, although the library takes it for that.
  const mapped = /^(?:0*:){2,5}0*ffff:/i.test(text) && address.isIPv4MappedAddress();
  return { family: 6, sloppy: mapped ? 'mapped' : undefined, canonical: mapped ? address.toIPv4Address().toString() : address.toRFC5952String() };
}

/** Reads a range such as `10.0.0.0/8`; undefined where it is none. */
export function parseRange(text: string): Address | undefined {
  const match = /^([^/]+)\/(\d+)$/.exec(text);
  const address = match && parseAddress(match[1] as string);
  const bits = Number(match?.[2]);
  if (!address || bits > (address.family === 4 ? 32 : 128)) return undefined;
  if (address.sloppy === 'mapped') return { ...address, canonical: `${address.canonical}/${Math.max(0, bits - 96)}` };
  const whole = `${address.canonical}/${bits}`;
  const network = address.family === 4 ? IPv4.networkAddressFromCIDR(whole).toString() : IPv6.networkAddressFromCIDR(whole).toRFC5952String();
  const zeros = address.sloppy ?? (match?.[2] === String(bits) ? undefined : 'leading-zeros');
  return { family: address.family, sloppy: zeros ?? (network === address.canonical ? undefined : 'host-bits'), canonical: `${network}/${bits}` };
}

/** How an address or range is written: as it should be, in a way that newer servers refuse, or not at all like one. */
export type AddressForm = { readonly kind: 'strict' } | { readonly kind: 'loose'; readonly canonical: string } | { readonly kind: 'wrong' };

/** An address of the form that Services hold: Go's sloppy parser also takes leading zeros (k8s.io/utils/net, ParseIPSloppy). */
export function addressForm(text: string): AddressForm {
  const plain = withoutZeros(text);
  if (plain !== undefined) return plain === text ? { kind: 'strict' } : { kind: 'loose', canonical: plain };
  if (text.includes('%') || !ipaddr.IPv6.isValid(text)) return { kind: 'wrong' };
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? { kind: 'loose', canonical: address.toIPv4Address().toString() } : { kind: 'strict' };
}

/** A range such as `10.0.0.0/8`. Bits behind the prefix are passed over by older servers. */
export function rangeForm(text: string): AddressForm {
  const [base = '', length, ...rest] = text.split('/');
  const form = addressForm(base);
  if (form.kind === 'wrong' || length === undefined || rest.length > 0 || !/^\d{1,3}$/.test(length)) return { kind: 'wrong' };
  const plain = form.kind === 'loose' ? form.canonical : base;
  const isSix = plain.includes(':');
  // An IPv4 address in the form of IPv6: its prefix counts 96 bits more.
  if (form.kind === 'loose' && base.includes(':') && Number(length) <= 128)
    return Number(length) < 96 ? { kind: 'strict' } : { kind: 'loose', canonical: `${plain}/${Number(length) - 96}` };
  if (Number(length) > (isSix ? 128 : 32)) return { kind: 'wrong' };
  const range = `${plain}/${Number(length)}`;
  const network = isSix ? ipaddr.IPv6.networkAddressFromCIDR(range) : ipaddr.IPv4.networkAddressFromCIDR(range);
  const canonical = sameAddress(network.toString(), plain) ? range : `${network.toString()}/${Number(length)}`;
  return canonical === text ? { kind: 'strict' } : { kind: 'loose', canonical };
}

/** True where every address of `inner` is in `outer`, and `outer` has more. Both are ranges that can be read. */
export function isStrictlyWithin(inner: string, outer: string): boolean {
  const [innerAddress, innerLength] = ipaddr.parseCIDR(inner);
  const [outerAddress, outerLength] = ipaddr.parseCIDR(outer);
  return innerAddress.kind() === outerAddress.kind() && innerLength > outerLength && innerAddress.match(outerAddress, outerLength);
}

/** Four decimal numbers without leading zeros; undefined where the text is no IPv4 address. */
function withoutZeros(text: string): string | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return undefined;
  const parts = text.split('.').map(Number);
  return parts.every((part) => part <= 255) ? parts.join('.') : undefined;
}

function sameAddress(left: string, right: string): boolean {
  return ipaddr.process(left).toString() === ipaddr.process(right).toString();
}
