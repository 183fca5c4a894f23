import type { AnyChannel } from '../../channel.ts'
import type { Item } from '../../item.ts'
import { itemOf, itemProduct, type ProductOnChannel, readItems } from '../../items.ts'
import { ownTurn, type Work } from '../../lane/index.ts'
import type { LightRow } from '../listing-rows.ts'
import { productUrl } from '../product-url.ts'
import { type Decision, decide, type Mapped, mapItem } from './decide.ts'
import { namelessCause } from './nameless.ts'
import { notForSale } from './not-for-sale.ts'
import { requirementsFor } from './requirements.ts'

export interface Decided {
  readonly row: LightRow
  readonly item: Item | undefined
  readonly decision: Decision
}

/** Listings that are compared in one go: few, so that requests come in between. */
const TOGETHER = 50

/** What each of these listings needs, as the shop and the rules of the channel are now. */
export async function decideAll(work: Work, rows: readonly LightRow[]): Promise<Decided[]> {
  const decided: Decided[] = []
  for (let at = 0; at < rows.length; at += TOGETHER) {
    if (at > 0) await ownTurn(work.ctx.db)
    decided.push(...(await decideSome(work, rows.slice(at, at + TOGETHER))))
  }
  return decided
}

async function decideSome(work: Work, rows: readonly LightRow[]): Promise<Decided[]> {
  const products = await readItems(work.ctx, work.connection, [...new Set(rows.map(({ productId }) => productId))])
  const decided: Decided[] = []
  for (const row of rows) {
    const found = products.get(row.productId)
    const item = itemFor(work, row, found)
    const mapped = item === undefined ? { off: notForSale(work.channel, found) } : await mappedOf(work, row, item)
    decided.push({ row, item, decision: decide(row, mapped) })
  }
  return decided
}

/** An item in the channel's shape. */
async function mappedOf(work: Work, row: LightRow, item: Item): Promise<Mapped> {
  if (!row.isWanted) return {}
  const cause = namelessCause(work.channel, row, item)
  if (cause !== undefined) return { cause }
  const requirements = await requirementsFor(work, item)
  if ('cause' in requirements) return requirements
  const listings = work.channel.listings as NonNullable<AnyChannel['listings']>
  return mapItem(listings, item, { settings: work.connection.settings, requirements: requirements.value })
}

function itemFor(
  { ctx, channel }: Pick<Work, 'ctx' | 'channel'>,
  row: Pick<LightRow, 'itemId' | 'overrides'>,
  found: ProductOnChannel | undefined,
): Item | undefined {
  if (found === undefined || found.goods.status !== 'active') return undefined
  const product = itemProduct(found, row.overrides, productUrl(ctx))
  const [first] = product.variants
  const isOfProduct = channel.listings?.unit === 'product'
  return itemOf(product, isOfProduct ? (first?.variantId ?? '') : row.itemId, row.overrides)
}
