import { isIPv4, isIPv6 } from 'node:net'

/** The address in its plain form: an IPv4 address mapped into IPv6 (RFC 4291, 2.5.5.2) is written as IPv4. */
export function plainAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  return mapped?.[1] ?? address
}

/**
 * The network an address belongs to, as limits and sign-in alerts count it: IPv4 by /24, IPv6 by /56, which is about what
 * one household or office gets.
 */
export function networkOf(address: string): string {
  const plain = plainAddress(address)
  if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`
  if (!isIPv6(plain)) return 'local'
  const groups = expand(plain.split('%')[0]!)
  const fourth = (Number.parseInt(groups[3]!, 16) & 0xff00).toString(16)
  return `${groups.slice(0, 3).join(':')}:${fourth}::/56`
}

/** Whether the host, a name or a plain address, is this machine's own loopback. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function expand(address: string): string[] {
  const [head = '', tail = ''] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const missing = address.includes('::') ? 8 - left.length - right.length : 0
  return [...left, ...Array.from({ length: missing }, () => '0'), ...right].map((group) =>
    Number.parseInt(group, 16).toString(16),
  )
}
