import { readItems, type Terms } from '../items.ts'
import type { Work } from '../lane/index.ts'
import type { DueValue, ValueLane } from './value-rows.ts'

/** What is wanted now, as it is compared with what the channel took. */
export interface Wanted {
  readonly row: DueValue
  readonly terms: Terms
  readonly isForSale: boolean
  readonly text: string
}

/** Goods that are not for sale any more have none; goods without a price in the currency keep the one that they had. */
export async function wantedOf(work: Work, lane: ValueLane, due: readonly DueValue[]): Promise<Wanted[]> {
  const products = await readItems(work.ctx, work.connection, [...new Set(due.map(({ productId }) => productId))])
  return due.flatMap((row) => {
    const found = products.get(row.productId)
    const known = found?.goods.status === 'active' ? found.terms.get(row.variantId) : undefined
    const terms = known ?? NONE
    if (lane === 'prices' && terms.price === null) return []
    return [{ row, terms, isForSale: known !== undefined, text: textOf(lane, terms) }]
  })
}

const NONE: Terms = { quantity: 0, stock: [], price: null, compareAt: null }

function textOf(lane: ValueLane, { quantity, stock, price, compareAt }: Terms): string {
  return lane === 'stock'
    ? JSON.stringify({ quantity, at: Object.fromEntries(stock.map((place) => [place.location, place.quantity])) })
    : JSON.stringify({ price: price?.amount, compareAt: compareAt?.amount ?? null, currency: price?.currency })
}
