import type { KubeObject, Value } from '../../model/object';

/** A place where an address or a range of addresses belongs. */
export interface AddressSite {
  readonly value: Value;
  readonly range: boolean;
  readonly family?: 4 | 6;
  /** It must lead to another machine. */
  readonly isEndpoint?: boolean;
}

/** Words that stand for an address. */
const WORDS = new Set(['', 'None']);

/** Every place in an object at which the server wants an IP address or a CIDR. */
export function* addressSites({ value, group, kind }: KubeObject): Iterable<AddressSite> {
  const spec = value.get('spec');
  const single = (found: Value | undefined): AddressSite[] => (found && !WORDS.has(found.words ?? '') ? [{ value: found, range: false }] : []);
  const range = (found: Value | undefined): AddressSite[] => (found ? [{ value: found, range: true }] : []);
  switch (`${group}/${kind.value}`) {
    case '/Service':
      yield* single(spec?.get('clusterIP'));
      for (const list of ['clusterIPs', 'externalIPs']) for (const item of spec?.items(list) ?? []) yield* single(item);
      for (const item of spec?.items('loadBalancerSourceRanges') ?? []) yield* range(item);
      return;
    case 'networking.k8s.io/NetworkPolicy':
      for (const peer of [...peers(spec, 'ingress', 'from'), ...peers(spec, 'egress', 'to')]) {
        yield* range(peer.get('ipBlock', 'cidr'));
        for (const item of peer.items('ipBlock', 'except')) yield* range(item);
      }
      return;
    case '/Endpoints':
      for (const subset of value.items('subsets'))
        for (const list of ['addresses', 'notReadyAddresses'])
          for (const address of subset.items(list)) for (const site of single(address.get('ip'))) yield { ...site, isEndpoint: true };
      return;
    case 'discovery.k8s.io/EndpointSlice': {
      const type = value.string('addressType')?.value;
      if (type !== 'IPv4' && type !== 'IPv6') return;
      const family = type === 'IPv4' ? 4 : 6;
      for (const endpoint of value.items('endpoints'))
        for (const address of endpoint.items('addresses')) yield { value: address, range: false, family, isEndpoint: true };
      return;
    }
    case '/Node':
      yield* range(spec?.given('podCIDR'));
      for (const item of spec?.items('podCIDRs') ?? []) yield* range(item);
      return;
    case 'networking.k8s.io/ServiceCIDR':
      for (const item of spec?.items('cidrs') ?? []) yield* range(item);
  }
}

function peers(spec: Value | undefined, direction: string, side: string): Value[] {
  return (spec?.items(direction) ?? []).flatMap((rule) => rule.items(side));
}
