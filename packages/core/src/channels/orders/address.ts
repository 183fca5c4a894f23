import type { Address } from '../../markets/index.ts'
import type { ForeignAddress } from '../foreign-order.ts'

/** What is masked stays empty: nothing is invented. Without a country there is no address. */
export function addressOf(address: ForeignAddress | undefined, buyer: string | undefined): Address | null {
  if (address?.country === undefined) return null
  const words = (address.name ?? buyer ?? '').trim().split(/\s+/)
  const { company, line2, region, phone } = address
  return {
    firstName: words.slice(0, -1).join(' ') || (words[0] ?? ''),
    lastName: words.length > 1 ? (words.at(-1) ?? '') : '',
    line1: address.line1 ?? '',
    city: address.city ?? '',
    postalCode: address.postalCode ?? '',
    country: address.country,
    ...(company === undefined ? {} : { company }),
    ...(line2 === undefined ? {} : { line2 }),
    ...(region === undefined ? {} : { region }),
    ...(phone === undefined ? {} : { phone }),
  }
}
