import ipaddr from 'ipaddr.js';

/** True for an IPv4 address with four numbers or an IPv6 address without a zone, which is what Go's net package reads. */
export function isIpAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || (!text.includes('%') && ipaddr.IPv6.isValid(text));
}
