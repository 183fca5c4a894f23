import { promise, type StoreContext } from '@vitrine/core'
import type { StorefrontScope } from '../scope.ts'
import { organizationId, type Site } from '../site.ts'

type Location = Awaited<ReturnType<StorefrontScope['core']['locations']['list']>>['items'][number]
type Node = Record<string, unknown>

/** Stores where this buyer can fetch goods, and which of them have which variant. */
export interface Stores {
  readonly all: readonly Location[]
  /** Ids of locations by variant. */
  readonly having: ReadonlyMap<string, readonly string[]>
}

export const NO_STORES: Stores = { all: [], having: new Map() }

/** Stores with an address that serve the buyer's market and channel. */
export async function storesFor(
  { core }: Pick<StorefrontScope, 'core'>,
  { ctx, variantIds = [] }: { readonly ctx: StoreContext; readonly variantIds?: readonly string[] },
): Promise<Stores> {
  const { items } = await core.locations.list({ query: { status: 'active', kind: 'store', limit: 100 } })
  const serves = (wanted: readonly string[], one: string) => wanted.length === 0 || wanted.includes(one)
  const all = items.filter(
    ({ pickup, city, marketCodes, channelIds }) =>
      pickup && city !== null && serves(marketCodes, ctx.market.code) && serves(channelIds, ctx.channel.id),
  )
  if (all.length === 0 || variantIds.length === 0) return { all, having: new Map() }
  const { market, channel, languages } = ctx
  const asked = { variantIds, destination: null, marketCode: market.code, channelId: channel.id, languages }
  const promises = await promise(ctx, asked)
  const having = promises.map(({ variantId, pickup }) => {
    const places = pickup.filter(({ band }) => band !== 'none').map(({ locationId }) => locationId)
    return [variantId, places] as const
  })
  return { all, having: new Map(having) }
}

const idOf = ({ url }: Site, { code }: Location) => `${url}/#store-${code}`

/** A store for search engines (schema.org Store, a LocalBusiness). */
export function storeData(site: Site, location: Location, language: string): Node {
  const { line1, line2, city, region, postalCode, country, phone, texts, name } = location
  const street = [line1, line2].filter((line) => line !== null).join(', ')
  return {
    '@type': 'Store',
    '@id': idOf(site, location),
    name: texts[language]?.name ?? name,
    address: {
      '@type': 'PostalAddress',
      ...(street !== '' && { streetAddress: street }),
      ...(city !== null && { addressLocality: city }),
      ...(region !== null && { addressRegion: region }),
      ...(postalCode !== null && { postalCode }),
      addressCountry: country,
    },
    ...(phone !== null && { telephone: phone }),
    parentOrganization: { '@type': 'OnlineStore', '@id': organizationId(site), name: site.name },
  }
}

/** Where a variant can be fetched; the stores themselves stand on the page too. */
export function pickupAt(site: Site, { all, having }: Stores, variantId: string): Node[] {
  const places = having.get(variantId) ?? []
  return all
    .filter(({ id }) => places.includes(id))
    .map((location) => ({ '@type': 'Store', '@id': idOf(site, location), name: location.name }))
}
