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

/** Addresses that lead to no other machine: ValidateNonSpecialIP in pkg/apis/core/validation. */
export const SPECIAL_ADDRESS = /^(?:0\.0\.0\.0|127\..*|169\.254\..*|224\.0\.0\..*|::|::1|fe[89ab].*|ff02:.*)$/i;

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

/** True where every address of the range `inner` is in `outer`, and `outer` has more. */
export function isStrictlyWithin(inner: Address, outer: Address): boolean {
  if (inner.family !== outer.family) return false;
  const [bits, outerBits] = [inner, outer].map(({ canonical }) => Number(canonical.split('/')[1])) as [number, number];
  if (bits <= outerBits) return false;
  const widened = `${inner.canonical.split('/')[0]}/${outerBits}`;
  return parseRange(widened)?.canonical === outer.canonical;
}
