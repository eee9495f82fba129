import { BlockList, isIP } from 'node:net'

// What the registries of special-purpose addresses (RFC 6890 and its successors) list as not globally reachable, and
// what embeds such an address.
const forbidden4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]

// Of IPv6 only 2000::/3 is given out at all, so the list is of what lies within it.
const forbiddenGlobal6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const special4 = listOf(forbidden4, 'ipv4')
const special6 = listOf(forbiddenGlobal6, 'ipv6')
const global6 = listOf(['2000::/3'], 'ipv6')
const loopback = listOf(['127.0.0.0/8'], 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Whether the IP address (in the usual notation) is one of the public internet, so that a stranger may name it. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 4) return !special4.check(address, 'ipv4')
  if (version === 6) return global6.check(address, 'ipv6') && !special6.check(address, 'ipv6')
  return false
}

/** Whether the IP address is one of this machine's own loopback. */
export function isLoopbackAddress(address: string): boolean {
  const version = isIP(address)
  return version !== 0 && loopback.check(address, version === 4 ? 'ipv4' : 'ipv6')
}

function listOf(networks: readonly string[], type: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address, prefix] = network.split('/')
    list.addSubnet(address!, Number(prefix), type)
  }
  return list
}
