import { BlockList, isIP } from 'node:net'

type Range = readonly [network: string, prefix: number]

/** IANA IPv4 Special-Purpose Address Registry (RFC 6890) and multicast; the last one answers virtual machines of Azure only. */
const IPV4: readonly Range[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['168.63.129.16', 32],
]

/** What IANA has given out as global unicast: loopback, link-local, unique local, mapped and translated IPv4 all lie outside. */
const GLOBAL: Range = ['2000::', 3]

/** Special within it: protocol assignments with Teredo, documentation, 6to4. */
const IPV6: readonly Range[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const special = new BlockList()
for (const [network, prefix] of IPV4) special.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of IPV6) special.addSubnet(network, prefix, 'ipv6')
const global = new BlockList()
global.addSubnet(...GLOBAL, 'ipv6')

/** True for an address that anybody on the internet could reach: not of this machine, its network, its provider, nor one that hides an IPv4 address. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 4) return !special.check(address, 'ipv4')
  if (version !== 6 || address.includes('%')) return false
  return global.check(address, 'ipv6') && !special.check(address, 'ipv6')
}
