import type { Context } from '../../../kernel/index.ts'
import { turn } from '../../../kernel/index.ts'
import type { AnyChannel } from '../../channel.ts'
import type { ConnectionRow } from '../../connection-rows.ts'
import type { Item } from '../../item.ts'
import { itemOf, itemProduct, readItems } from '../../items.ts'
import type { ListingIssue, ListingOverrides } from '../../model.ts'
import { attempt } from '../attempt.ts'
import { type Mapped, mapItem, namelessKey, unnamed } from '../deciding/index.ts'
import { productUrl } from '../product-url.ts'
import type { Chosen } from './choose.ts'

/** An item as it would be sent. */
export interface Previewed extends Chosen {
  readonly key: string
  readonly sku: string
  readonly title: string
  readonly mapped: Mapped
  /** Variants whose stock and prices ride the fast lane, as the channel calls them. */
  readonly values: readonly { readonly variantId: string; readonly key: string }[]
}

export interface Refused {
  readonly itemId: string
  readonly sku: string
  readonly title: string
  readonly message: string
  readonly issues: readonly ListingIssue[]
}

const TOGETHER = 100

interface Previewing {
  readonly connection: ConnectionRow
  readonly channel: AnyChannel
  readonly chosen: readonly Chosen[]
  readonly overrides?: ReadonlyMap<string, ListingOverrides | null>
  /** The rules of the channel for an item; without them the rules are not looked at. */
  readonly requirements?: (item: Item) => Promise<unknown>
}

/** Maps items as a connection would, a few at a time, without a call to the channel. */
export async function* previewed(
  ctx: Context,
  { connection, channel, chosen, overrides, requirements }: Previewing,
): AsyncGenerator<Previewed> {
  const { listings } = channel
  if (listings === undefined) return
  for (let at = 0; at < chosen.length; at += TOGETHER) {
    const some = chosen.slice(at, at + TOGETHER)
    const products = await readItems(ctx, connection, [...new Set(some.map(({ productId }) => productId))])
    for (const one of some) {
      const found = products.get(one.productId)
      if (found === undefined) continue
      const own = overrides?.get(one.itemId) ?? null
      const product = itemProduct(found, own, productUrl(ctx))
      const variantId = listings.unit === 'product' ? product.variants[0]?.variantId : one.itemId
      const item = variantId === undefined ? undefined : itemOf(product, variantId, own)
      if (item === undefined) continue
      const terms = { settings: connection.settings, requirements: await requirements?.(item) }
      const { key, thrown } = keyOf(channel, item, one)
      const mapped = thrown === undefined ? mapItem(listings, item, terms) : { cause: unnamed(thrown) }
      const values =
        listings.unit === 'product'
          ? product.variants.map(({ variantId: id, sku }) => ({ variantId: id, key: sku }))
          : [{ variantId: one.itemId, key }]
      yield { ...one, key, values, sku: item.sku, title: item.title, mapped }
    }
    await turn()
  }
}

interface Named {
  readonly key: string
  /** Why the plugin could not name it. */
  readonly thrown?: string
}

/** How the channel calls an item; one that the plugin cannot name waits under a name that no channel is told. */
function keyOf({ listings }: AnyChannel, item: Item, { itemId }: Chosen): Named {
  const usual = listings?.unit === 'product' ? item.product.handle : item.sku
  const named = attempt((): unknown => listings?.key?.(item) ?? usual)
  if ('thrown' in named) return { key: namelessKey(itemId), thrown: named.thrown }
  if (typeof named.value === 'string' && named.value !== '') return { key: named.value }
  return { key: namelessKey(itemId), thrown: `${JSON.stringify(named.value)} is no name` }
}
