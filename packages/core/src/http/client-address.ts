import { isIPv4, isIPv6 } from 'node:net'
import type { Context as HonoContext } from 'hono'

interface NodeBindings {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } }
}

/** Calls that came over no socket at all. */
const IN_PROCESS = 'in process'

/** The address of the caller: of the socket, or what the last trusted proxy wrote into X-Forwarded-For. */
export function clientAddress(c: HonoContext, trustedProxies: number): string {
  const socket = (c.env as NodeBindings | undefined)?.incoming?.socket?.remoteAddress
  const near = socket === undefined ? IN_PROCESS : (canonicalAddress(socket) ?? socket)
  if (trustedProxies === 0) return near
  const hops = (c.req.header('X-Forwarded-For') ?? '').split(',').map((hop) => hop.trim())
  return canonicalAddress(hops.at(-trustedProxies) ?? '') ?? near
}

/**
 * One caller, one spelling, so that a limit cannot be walked around by writing an address in another way: mapped IPv4 as IPv4, IPv6 by its /64,
 * since a household holds a whole one. Ports and zones, which some proxies write, do not count. Undefined for what is no address.
 */
export function canonicalAddress(text: string): string | undefined {
  const bare = text.replace(/^\[([^\]]*)\](:\d+)?$/, '$1').replace(/%.*$/, '')
  const v4 = bare.replace(/^([\d.]+):\d+$/, '$1')
  if (isIPv4(v4)) return v4
  if (!isIPv6(bare)) return undefined
  const groups = groupsOf(bare)
  const front = groups.slice(0, 6).join(':')
  if (front === '0:0:0:0:0:ffff')
    return groups
      .slice(6)
      .flatMap((group) => bytesOf(group))
      .join('.')
  return front === '0:0:0:0:0:0' && groups[6] === '0' && groups[7] === '1'
    ? '::1'
    : `${groups.slice(0, 4).join(':')}::/64`
}

/** The eight groups of an IPv6 address, without zeros in front; its last two may be written as IPv4 (RFC 4291, 2.2). */
function groupsOf(address: string): string[] {
  const hex = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...bytes: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(0, 4).map(Number)
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
  })
  const [head = '', tail] = hex.toLowerCase().split('::')
  const parts = (text: string) => (text === '' ? [] : text.split(':'))
  const [front, back] = [parts(head), parts(tail ?? '')]
  const gap = Array.from({ length: tail === undefined ? 0 : 8 - front.length - back.length }, () => '0')
  return [...front, ...gap, ...back].map((group) => Number.parseInt(group, 16).toString(16))
}

function bytesOf(group: string): number[] {
  const value = Number.parseInt(group, 16)
  return [value >> 8, value & 255]
}

export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address === IN_PROCESS
}
