import { lookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import type { App } from '../context.ts'
import { extensionPoint } from '../extensions.ts'
import { isPublicAddress } from './addresses.ts'

export interface Resolved {
  readonly address: string
  readonly family: number
}

/** Every address of a name. Rejects when there is none. */
export type ResolveName = (hostname: string) => Promise<readonly Resolved[]>

/** Where the shop takes another way to resolve names for its calls to the outside; the operating system's when nobody contributes. */
export const nameResolver = extensionPoint<ResolveName>('kernel.nameResolver')

/** What an address refused by us ends with, so that it is told apart from a network that does not work. */
export const BLOCKED = 'VITRINE_BLOCKED'

export function resolverOf({ extensions }: Pick<App, 'extensions'>): ResolveName {
  return extensions.of(nameResolver)[0] ?? ((hostname) => lookup(hostname, { all: true, verbatim: true }))
}

/** Addresses of a name, when all of them are public: one that leads inside as well is refused as a whole. Rejects with `BLOCKED` otherwise. */
export async function publicAddresses(resolve: ResolveName, hostname: string): Promise<readonly Resolved[]> {
  const found = await resolve(hostname)
  const inside = found.find(({ address }) => !isPublicAddress(address))
  if (found.length === 0) throw Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' })
  if (inside !== undefined)
    throw Object.assign(new Error(`${hostname} leads to an address that is not public`), { code: BLOCKED })
  return found
}

/**
 * The `lookup` of one connection: what was checked is what the socket connects to, so that a name which changes its address between
 * the check and the call (DNS rebinding) gains nothing.
 */
export function pinnedLookup(addresses: (hostname: string) => Promise<readonly Resolved[]>): LookupFunction {
  return (hostname, options, callback) => {
    addresses(hostname).then(
      (found) => {
        const [first] = found
        if (options.all === true) callback(null, [...found])
        else callback(null, first?.address ?? '', first?.family ?? 4)
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    )
  }
}
