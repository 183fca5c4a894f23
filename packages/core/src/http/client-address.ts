import type { Context as HonoContext } from 'hono'

interface NodeBindings {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } }
}

/** The address of the caller: of the socket, or what the last trusted proxy wrote into X-Forwarded-For. */
export function clientAddress(c: HonoContext, trustedProxies: number): string {
  const socket = (c.env as NodeBindings | undefined)?.incoming?.socket?.remoteAddress ?? 'unknown'
  if (trustedProxies === 0) return canonical(socket)
  const hops = (c.req.header('X-Forwarded-For') ?? '').split(',').map((hop) => hop.trim())
  return canonical(hops.at(-trustedProxies) || socket)
}

/** One caller, one spelling: mapped IPv4 as IPv4, IPv6 by its /64, since a household holds a whole one. */
function canonical(address: string): string {
  const bare = address.replace(/^\[|\]$/g, '').split('%')[0] ?? ''
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)
  if (mapped?.[1] !== undefined) return mapped[1]
  if (!bare.includes(':')) return bare
  const [head = '', tail] = bare.toLowerCase().split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  const middle =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0')
  const groups = [...front, ...middle, ...back].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${groups.join(':')}::/64`
}

export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '0:0:0:0::/64' || address === 'unknown'
}
